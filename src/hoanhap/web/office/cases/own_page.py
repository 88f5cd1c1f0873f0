"""What a helper's page of one of his people shows: the given name, the telephone behind a press, what was agreed.

Nothing of the file's steps, decisions or other people's notes reaches this page: it asks for none of it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse

from hoanhap.foundation.access.viewer import Viewer
from hoanhap.kernel.text import lower_first
from hoanhap.people.care import policy as care_policy
from hoanhap.people.care import queries as care
from hoanhap.people.care import timeline
from hoanhap.people.care.policy import CarePermission
from hoanhap.people.cases.models import Case
from hoanhap.people.persons import queries as persons
from hoanhap.people.reintegration.queries import diary, needs, supports
from hoanhap.web.office import addresses
from hoanhap.web.office.cases import presenting
from hoanhap.web.ui import labels
from hoanhap.web.ui.parts import Entry, Words


@dataclass(frozen=True, slots=True)
class Agreed:
    """One piece of work the helper holds for this person."""

    title: str
    due_at: datetime
    href: str
    action: Words


def page(viewer: Viewer, case: Case, now: datetime, revealed: Mapping[str, str]) -> dict[str, Any]:
    """Everything on the narrow page. The caller has passed its gate and logs the look."""
    called, (phone,) = persons.named_and_masked(viewer, case.person, "phone", revealed=revealed)
    hamlet = case.person.hamlet
    tasks = [
        Agreed(lower_first(line.title), line.duty.due_at, addresses.of(line.url, line.args), line.kind.action)
        for line in presenting.duties_of(viewer, case, now, called)
    ]
    plan = care.next_of(viewer, [case.pk]).get(case.pk)
    helps = case.closed_on is None and diary.own_task(viewer, case) is not None
    may_log = care_policy.cases_for(viewer, to=CarePermission.LOG_CONTACT).filter(pk=case.pk, closed_on=None).exists()
    return {
        "case": case,
        "name": called,
        "about": hamlet.heading if hamlet else "",
        "phone": phone,
        "first": tasks[0] if tasks else None,
        "tasks": tasks[1:],
        "next_on": plan.next_on if plan else None,
        "entries": [_entry(one) for one in care.of_case(viewer, case)],
        "log_url": reverse("contact-log", args=[case.pk]) if may_log else "",
        "met_url": reverse("diary-met", args=[case.pk]) if may_log and helps else "",
        "helps": helps,
        "needs": needs.of_case(viewer, case),
        "sessions": [one for one in diary.of_case(viewer, case) if not one.session.struck],
        "asks_job": helps and supports.work_to_ask_about(case) is not None,
        "back_url": reverse("people"),
    }


def _entry(one: care.OpenedContact) -> Entry:
    contact = one.contact
    said = [one.need, one.note]
    seen = str(contact.get_condition_display()) if contact.condition else ""
    title = labels.shown(timeline.title_of(contact))
    return Entry(contact.met_at.date(), title, seen, " · ".join(part for part in said if part))
