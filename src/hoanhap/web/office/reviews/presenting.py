"""What the pages of reviews show: the rows of a quarter with what helps to sign them, forms, words."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from hoanhap.foundation.access.viewer import Viewer
from hoanhap.kernel import clock
from hoanhap.kernel.dates import show
from hoanhap.kernel.errors import Refused
from hoanhap.people.cases.models import Case
from hoanhap.people.cases.policy import PolicePermission
from hoanhap.people.inspection.policy import InspectionPermission
from hoanhap.people.persons import queries as persons
from hoanhap.people.reviews import duties, policy, queries
from hoanhap.people.reviews.models import Condition, NotSeen, Review, Work
from hoanhap.people.reviews.police_room import FOUND, NOTHING, Waiting
from hoanhap.people.reviews.policy import ReviewPermission as May
from hoanhap.people.reviews.queries import ListRow
from hoanhap.people.reviews.rules import Quarter
from hoanhap.web.office.reviews.forms import Choices, Ticked, large
from hoanhap.web.ui.requests import OfficeRequest

PAGE = 50


@dataclass(frozen=True, slots=True)
class Line:
    """One person of the list: what helps to sign, what was ticked, what was signed."""

    row: ListRow
    ticked: Ticked
    last_contact: str
    before: str

    @property
    def signed(self) -> str:
        return signed_words(self.row.review) if self.row.review else ""


def quarter_page(viewer: Viewer, quarter: Quarter, typed: Mapping[UUID, Ticked], *, at: datetime) -> dict[str, Any]:
    """The list with the waiting first; the caller passed the gate, the names are logged by the query."""
    listed = queries.quarter_list(viewer, quarter, size=PAGE, at=at)
    lines = [Line(row, typed.get(row.case.pk, Ticked()), _contact(row), _before(row)) for row in listed.rows]
    may_write = viewer.may(May.WRITE)
    return {
        "quarter": quarter,
        "lines": lines,
        "waiting": [line for line in lines if line.row.review is None] if may_write else [],
        "signed": [line for line in lines if line.row.review is not None or not may_write],
        "listed": listed,
        "left": max(listed.waiting + listed.written - len(lines), 0),
        "conditions": short_conditions(),
        "reasons": large(NotSeen.choices),
        "works": large(Work.choices),
        "may_write": may_write,
        "previous": quarter.previous,
        "next": quarter.next if quarter.next.period.start <= viewer.on else None,
        "is_future": quarter.period.start > viewer.on,
        "sees_years": True,
        "is_police": viewer.may(PolicePermission.WRITE),
        "sees_inspection": viewer.may(InspectionPermission.READ),
    }


def short_conditions() -> Choices:
    """The three ticks of a row, in as few words as fit side by side on a phone."""
    return [
        (Condition.PROGRESS.value, _("Tiến bộ")),
        (Condition.NOT_YET.value, _("Chưa tiến bộ")),
        (Condition.AT_RISK.value, _("Nguy cơ")),
    ]


def first_quarter(viewer: Viewer) -> Quarter:
    """The quarter before, while somebody waits for its review; else the present one."""
    present = Quarter.of(viewer.on)
    mine = policy.cases_for(viewer, to=May.READ).order_by().values("pk")
    return present.previous if duties.waiting(present.previous).filter(pk__in=mine).exists() else present


def signed_words(review: Review) -> str:
    said = str(review.get_condition_display() if review.condition else review.get_not_seen_display())
    parts = [said, str(review.get_work_display()) if review.work else ""]
    if review.use_seen:
        parts.append(_("thấy dấu hiệu sử dụng lại"))
    return " · ".join(part for part in parts if part)


def name_of(viewer: Viewer, case: Case) -> str:
    """The name on the page of one form; the look is logged."""
    persons.log_look("person.listed", [case], viewer=viewer, at=clock.now())
    return persons.names_of([case.person], viewer)[case.person_id]


def form_page(
    request: OfficeRequest, form: BaseForm, *, title: str, submit: str, back: str, lead: str = ""
) -> HttpResponse:
    context = {"title": title, "form": form, "submit": submit, "back_url": back, "cancel_url": back, "lead": lead}
    return render(request, "ui/form_page.html", context)


def refusal_words(refusal: Refused) -> str:
    return " ".join(part for part in (str(refusal), str(refusal.way_out or "")) if part)


def offence_words(said: Mapping[UUID, str], row: Waiting) -> str:
    """ "yes Trộm cắp" as words; nothing before the press that opened it."""
    answer, _space, words = said.get(row.case.pk, "").partition(" ")
    labels = {FOUND: _("có"), NOTHING: _("không")}
    return ": ".join(part for part in (labels.get(answer, ""), words) if part)


def is_id(value: str) -> bool:
    try:
        uuid.UUID(value)
    except ValueError:
        return False
    return True


def _contact(row: ListRow) -> str:
    if row.contact is None:
        return _("chưa gặp lần nào")
    said = row.contact.get_condition_display() if row.contact.met else row.contact.get_missed_reason_display()
    return _("gặp %(day)s: %(said)s") % {"day": show(clock.local_day(row.contact.met_at)), "said": said}


def _before(row: ListRow) -> str:
    if row.before is None:
        return ""
    quarter = Quarter(row.before.year, row.before.quarter)
    return _("%(quarter)s: %(said)s") % {"quarter": quarter.label, "said": signed_words(row.before)}
