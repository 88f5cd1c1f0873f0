"""What a session of counselling must say, and what a first one must have spoken of. Pure."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from hoanhap.kernel.errors import Refused
from hoanhap.kernel.text import nfc, tidy
from hoanhap.people.care.health_room_rules import refuse_kept_elsewhere

TOPICS = ("harm", "need", "process", "treatment", "relapse", "overdose", "family", "services", "law")
FIRST = ("harm", "need", "process")
"""What a first session speaks of: harm and nature, why to stop, and how it goes (quy trình cai nghiện)."""

AUDIENCES = ("person", "family", "both")
WITH_PERSON = ("person", "both")
WITH_FAMILY = ("family", "both")
KINDS = ("social", "psychological")
LONGEST = 4_000


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionDetails:
    """One session as it was entered. `leaflet`: the id of the very version that was given."""

    held_on: date
    audience: str
    topics: tuple[str, ...]
    kind: str = "social"
    counsellor: str = ""
    note: str = ""
    leaflet: UUID | None = None
    client_key: UUID | None = None


def check(details: SessionDetails, *, opened_on: date, closed_on: date | None, today: date) -> None:
    """Raise Refused unless the record is whole and possible. Too few topics is no fault: it is shown as incomplete."""
    _check_day(details.held_on, opened_on, closed_on, today)
    if details.audience not in AUDIENCES:
        raise Refused(_("Chưa chọn tư vấn cho ai."), code="session-audience")
    if details.kind not in KINDS:
        raise Refused(_("Chưa chọn loại tư vấn."), code="session-kind")
    if not details.topics:
        raise Refused(_("Chọn ít nhất một nội dung đã tư vấn."), code="session-topics")
    if set(details.topics) - set(TOPICS):
        raise Refused(_("Có nội dung tư vấn không có trong danh sách."), code="session-topics")
    if not tidy(details.counsellor):
        raise Refused(_("Chưa ghi người tư vấn."), code="session-counsellor")


def checked_note(text: str) -> str:
    """What was said, in one spelling, its lines kept. Raises Refused."""
    said = "\n".join(tidy(line) for line in nfc(text).strip().splitlines())
    if len(said) > LONGEST:
        raise Refused(_("Viết ngắn lại, không quá 4.000 chữ cái."), code="session-note")
    refuse_kept_elsewhere(said, code="session-note")
    return said


def missing_at_first(topics: Collection[str]) -> tuple[str, ...]:
    """What a first session did not speak of; an empty answer is a complete one."""
    return tuple(topic for topic in FIRST if topic not in topics)


def packed(topics: Collection[str]) -> str:
    """The topics as they are stored, in the order of the checklist."""
    return ",".join(topic for topic in TOPICS if topic in topics)


def unpacked(stored: str) -> tuple[str, ...]:
    return tuple(part for part in stored.split(",") if part)


def check_meeting(met_on: date, *, started_on: date, ended_on: date | None, today: date) -> None:
    """Raise Refused unless the group met while it lived, and not in the future."""
    if met_on > today:
        raise Refused(_("Buổi sinh hoạt không thể ở tương lai."), code="meeting-day")
    if met_on < started_on or (ended_on is not None and met_on >= ended_on):
        raise Refused(_("Ngày này nhóm không hoạt động."), code="meeting-day")


def _check_day(held_on: date, opened_on: date, closed_on: date | None, today: date) -> None:
    if held_on > today:
        raise Refused(_("Buổi tư vấn không thể ở tương lai."), code="session-day")
    if held_on < opened_on:
        raise Refused(_("Buổi tư vấn không thể trước ngày mở hồ sơ."), code="session-day")
    if closed_on is not None and held_on > closed_on:
        raise Refused(_("Hồ sơ đã kết thúc trước ngày này."), code="session-day")
