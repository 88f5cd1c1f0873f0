"""When detox, tests and phases are possible, what an episode lacks, and who consents for a minor. Pure."""

from collections.abc import Collection, Mapping
from datetime import date, timedelta
from enum import StrEnum

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hoanhap.kernel.errors import Refused

BLOOD = "blood_test"
"""The act for which father, mother or guardian consents; also the purpose under which the consent is kept."""

ADULT_FROM = 18
"""Our own floor for taking blood, under every regime: the law is asked beside it, for its article."""

OUTCOME_DAYS = 14
"""A referral nobody answered for is asked about after this many days: our practice."""

MOVES: Mapping[str, tuple[str, ...]] = {
    "": ("starting", "maintaining"),
    "starting": ("maintaining", "tapering", "dropped", "passed_on"),
    "maintaining": ("starting", "tapering", "dropped", "passed_on"),
    "tapering": ("starting", "maintaining", "completed", "dropped", "passed_on"),
    "dropped": ("starting", "maintaining"),
    "completed": ("starting",),
    "passed_on": ("starting", "maintaining"),
}
"""From which phase of substitution into which; nothing yet is the empty word."""

OFF = ("dropped", "completed", "passed_on")
"""Phases in which nobody takes the medicine here."""


class Lack(StrEnum):
    """What an episode of detox lacks."""

    EXAM = "exam"
    LATE_EXAM = "late_exam"
    DAYS = "days"


LACKS: Mapping[Lack, object] = {
    Lack.EXAM: gettext_lazy("Chưa có khám ban đầu"),
    Lack.LATE_EXAM: gettext_lazy("Khám ban đầu sau ngày bắt đầu cắt cơn"),
    Lack.DAYS: gettext_lazy("Có ngày chưa ghi phiếu"),
}


def lacks(
    *, began_on: date, ended_on: date | None, examined: Collection[date], days: Collection[date], today: date
) -> tuple[Lack, ...]:
    """What the check of an episode finds, the gravest first; an empty answer passes. Today may still be written."""
    found = []
    if not examined:
        found.append(Lack.EXAM)
    elif min(examined) > began_on:
        found.append(Lack.LATE_EXAM)
    if missing_days(began_on=began_on, ended_on=ended_on, days=days, today=today):
        found.append(Lack.DAYS)
    return tuple(found)


def missing_days(*, began_on: date, ended_on: date | None, days: Collection[date], today: date) -> list[date]:
    """Days of the episode that are over and have no sheet."""
    end = min(today, ended_on) if ended_on is not None else today
    span = (began_on + timedelta(days=count) for count in range((end - began_on).days))
    return [day for day in span if day not in days]


def check_began(began_on: date, *, opened_on: date, today: date) -> None:
    """Raise Refused unless the episode begins within the file and not in the future."""
    if not opened_on <= began_on <= today:
        raise Refused(_("Ngày bắt đầu phải từ ngày mở hồ sơ đến hôm nay."), code="detox-began")


def check_ended(ended_on: date, ending: str, *, began_on: date, found: Collection[Lack], today: date) -> None:
    """Raise Refused for a day outside, or for "completed" without the first exam."""
    if not began_on <= ended_on <= today:
        raise Refused(_("Ngày kết thúc phải từ ngày bắt đầu đến hôm nay."), code="detox-ended")
    if ending == "completed" and Lack.EXAM in found:
        raise Refused(
            _("Chưa có khám ban đầu nên chưa ghi là hoàn thành cắt cơn được."),
            code="detox-exam",
            way_out=_("Ghi khám ban đầu trước."),
        )


def check_day(on: date, *, since: date, until: date | None, today: date) -> None:
    """Raise Refused unless the sheet speaks of a day that was, inside what it belongs to."""
    if on > today:
        raise Refused(_("Không ghi trước cho ngày chưa đến."), code="sheet-day")
    if on < since or (until is not None and on > until):
        raise Refused(_("Ngày này nằm ngoài thời gian được ghi."), code="sheet-day")


def check_phase(before: str, after: str, *, since: date | None, on: date, today: date) -> None:
    """Raise Refused unless this phase may follow that one, on this day."""
    if after not in MOVES.get(before, ()):
        raise Refused(_("Không chuyển thẳng sang giai đoạn này được."), code="phase-order")
    if on > today or (since is not None and on < since):
        raise Refused(_("Ngày chuyển phải từ ngày bắt đầu giai đoạn trước đến hôm nay."), code="phase-day")


def needs_guardian(sample: str, ages: Collection[int], *, law_below: int | None = None) -> bool:
    """Whether blood of somebody this old may only be taken when a guardian agreed; an unknown age is asked about too.

    `ages`: the completed years he may have (two when only the year of birth is known).
    """
    if sample != "blood":
        return False
    below = max(ADULT_FROM, law_below or 0)
    return not ages or min(ages) < below


def is_open_too_long(sent_on: date, today: date) -> bool:
    """Whether a referral without a result is open for more than fourteen days."""
    return (today - sent_on).days > OUTCOME_DAYS
