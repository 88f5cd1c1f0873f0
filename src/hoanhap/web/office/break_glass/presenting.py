"""What the pages of break-glass show: the one file, one's own openings, what waits to be judged."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hoanhap import law
from hoanhap.foundation import vault
from hoanhap.foundation.access.viewer import Viewer
from hoanhap.foundation.audit import codes
from hoanhap.foundation.audit.models import AuditEntry
from hoanhap.foundation.break_glass import policy, queries, rules
from hoanhap.foundation.break_glass.models import Opening
from hoanhap.foundation.break_glass.queries import Hold
from hoanhap.foundation.break_glass.rules import Category, Verdict
from hoanhap.foundation.places import paths
from hoanhap.foundation.places.models import Place
from hoanhap.kernel import clock
from hoanhap.people.care import emergency as care
from hoanhap.people.care import timeline
from hoanhap.people.care.queries import OpenedContact
from hoanhap.people.cases.models import Case
from hoanhap.people.cases.policy import CasePermission
from hoanhap.people.persons import masks
from hoanhap.people.persons.models import Sex
from hoanhap.people.reintegration import emergency as helping
from hoanhap.web.ui import labels
from hoanhap.web.ui.parts import Entry, Fact
from hoanhap.web.ui.tags.show import vn_moment

MASKED = ("phone", "relative", "current_address", "permanent_address", "birth_date", "id_number")
HOLDS: dict[Hold, str | Promise] = {
    Hold.OVERDUE: gettext_lazy("Quyền mở khẩn cấp của bạn đang tạm dừng: lần mở trước quá 72 giờ chưa được xem lại."),
    Hold.NOT_JUSTIFIED: gettext_lazy(
        "Quyền mở khẩn cấp của bạn đang tạm dừng: lần mở trước bị kết luận là không chính đáng."
    ),
}
_VERDICT_KINDS = {"": "look", "justified": "done", "not_justified": "late", "follow_up": "look"}


@dataclass(frozen=True, slots=True)
class Masked:
    """One field of the person: its mask, or its text on the answer to a logged press."""

    field: str
    label: str | Promise
    shown: str
    hidden: bool


@dataclass(frozen=True, slots=True)
class Line:
    """One opening in a list."""

    opening: Opening
    category: str | Promise
    verdict: str | Promise
    kind: str
    href: str
    minutes: int = 0


def units_within_reach(viewer: Viewer) -> list[Place]:
    """The communes whose files the viewer may open."""
    found = Place.objects.none()
    for path in policy.reach(viewer):
        found |= Place.objects.filter(paths.under("path", path))
    return list(found.as_of(viewer.on).filter(kind="commune").order_by("folded", "id"))


def mine(viewer: Viewer, now: datetime) -> dict[str, Any]:
    hold = queries.hold_on(viewer.account_id, now)
    return {
        "lines": [_line(one, now, "break-glass-file") for one in queries.mine(viewer)[:50]],
        "hold": HOLDS.get(hold, ""),
        "tries_left": queries.tries_left(viewer.account_id, now),
        "tries": rules.TRIES_A_DAY,
    }


def queue(viewer: Viewer, now: datetime) -> dict[str, Any]:
    found = policy.to_judge(viewer)
    waiting = found.filter(verdict__in=["", Verdict.FOLLOW_UP.value])
    judged = found.exclude(verdict__in=["", Verdict.FOLLOW_UP.value]).order_by("-reviewed_at", "-id")
    return {
        "waiting": [_line(one, now, "break-glass-review") for one in waiting[:100]],
        "judged": [_line(one, now, "break-glass-review") for one in judged[:50]],
    }


def _line(opening: Opening, now: datetime, door: str) -> Line:
    verdict = Verdict(opening.verdict).label if opening.verdict else _("chờ xem lại")
    return Line(
        opening,
        Category(opening.category).label,
        verdict,
        _VERDICT_KINDS[opening.verdict],
        reverse(door, args=[opening.pk]),
        rules.minutes_left(opening.ends_at, now),
    )


def file(
    viewer: Viewer, opening: Opening, case: Case, now: datetime, revealed: Mapping[str, str] | None = None
) -> dict[str, Any]:
    """The one file. The caller has passed the gate of the opening and logs the look.

    An emergency leads into no room the post has no part in: the wish and what was said at contacts are
    for those who read the social room elsewhere.
    """
    social = viewer.may(CasePermission.READ_SOCIAL)
    opened = vault.reveal_many([case.person], "full_name", *MASKED)[case.person_id]
    return {
        "opening": opening,
        "case": case,
        "name": opened["full_name"],
        "about": _about(case),
        "state": labels.shown(law.state(case.state).label_vi),
        "minutes": rules.minutes_left(opening.ends_at, now),
        "category": Category(opening.category).label,
        "fields": [_masked(name, opened[name], revealed or {}) for name in MASKED if opened[name]],
        "wish": vault.reveal(case, "wish") if social and case.wish is not None else "",
        "helpers": helping.helpers_now(case),
        "entries": [_contact(one) for one in care.last_contacts(case)] if social else [],
    }


def _masked(name: str, text: str, revealed: Mapping[str, str]) -> Masked:
    shown = revealed[name] if name in revealed else masks.MASKS[name](text)
    return Masked(name, masks.LABELS[name], shown, name not in revealed)


def _about(case: Case) -> str:
    person = case.person
    parts = [
        str(Sex(person.sex).label).capitalize() if person.sex else "",
        _("sinh %s") % person.birth_year if person.birth_year else "",
        ", ".join([*([person.hamlet.heading] if person.hamlet else []), case.unit.full_name]),
    ]
    return " · ".join(part for part in parts if part)


def _contact(one: OpenedContact) -> Entry:
    said = " · ".join(part for part in (one.need, one.note) if part)
    return Entry(clock.local_day(one.contact.met_at), timeline.title_of(one.contact), "", said)


def review(opening: Opening, now: datetime) -> dict[str, Any]:
    """One opening for whoever judges it. The caller has passed its gate and logs the look."""
    return {
        "opening": opening,
        "facts": [fact for fact in _facts(opening, now) if fact.value],
        "reads": [
            Entry(clock.local_day(at), labels.shown(act), at.astimezone(clock.VN).strftime("%H:%M"))
            for at, act in reads(opening)
        ],
        "judged": opening.verdict not in ("", Verdict.FOLLOW_UP.value),
        "may_lift": opening.verdict == Verdict.NOT_JUSTIFIED.value and opening.lifted_at is None,
        "verdict": Verdict(opening.verdict).label if opening.verdict else "",
        "kind": _VERDICT_KINDS[opening.verdict],
    }


def _facts(opening: Opening, now: datetime) -> list[Fact]:
    words = queries.words_of([opening])[opening.pk]
    reviewer = opening.reviewed_by.display_name if opening.reviewed_by else ""
    lifter = opening.lifted_by.display_name if opening.lifted_by else ""
    return [
        Fact(_("Hồ sơ"), opening.label, reverse("case", args=[opening.subject_id]), _("Mở hồ sơ")),
        Fact(_("Ai đã mở"), f"{opening.account.display_name}, {opening.title}, {opening.home}"),
        Fact(_("Lúc"), vn_moment(opening.opened_at)),
        Fact(_("Chuyện gì"), Category(opening.category).label),
        Fact(_("Lý do đã ghi"), words.reason),
        Fact(_("Phải kết luận trước"), "" if opening.verdict else vn_moment(opening.review_due_at)),
        Fact(_("Người kết luận"), reviewer),
        Fact(_("Giải thích"), words.review_note),
        Fact(_("Người gỡ tạm dừng"), lifter),
        Fact(_("Lý do gỡ"), words.lift_note),
    ]


def reads(opening: Opening) -> list[tuple[datetime, str]]:
    """What was seen under this opening, out of the log."""
    entries = AuditEntry.objects.filter(
        account_id=str(opening.account_id),
        at__gte=opening.opened_at,
        at__lte=opening.opened_at + rules.LASTS + timedelta(minutes=1),
        code__in=("glass.opened", "glass.viewed", "glass.revealed", "glass.closed"),
        detail__contains=str(opening.pk),
    )
    return [(entry.at, codes[entry.code]) for entry in entries.order_by("at", "id")[:200]]
