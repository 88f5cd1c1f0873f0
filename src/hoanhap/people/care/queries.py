"""Reads of contacts: one person's, the last of many people's, and what a contact said before it was corrected."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from hoanhap.foundation import vault
from hoanhap.foundation.access.viewer import Viewer
from hoanhap.foundation.notices import queries as notice_queries
from hoanhap.foundation.notices.models import Duty
from hoanhap.kernel import clock
from hoanhap.people.care import duties, policy
from hoanhap.people.care.models import Contact, ContactPlan
from hoanhap.people.care.policy import CarePermission
from hoanhap.people.care.rules import ContactDetails
from hoanhap.people.cases import duties as case_duties
from hoanhap.people.cases.models import Case

SEALED = ("need", "note")


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedContact:
    """A contact with its sealed words opened, for somebody who passed the gate."""

    contact: Contact
    need: str
    note: str
    corrected: bool


def of_case(viewer: Viewer, case: Case, *, limit: int = 200) -> list[OpenedContact]:
    """One person's contacts, the newest first; three queries."""
    contacts = list(policy.visible_to(viewer).filter(case=case)[:limit])
    words = vault.reveal_many(contacts, *SEALED)
    return [
        OpenedContact(
            contact=contact,
            need=words[contact.pk]["need"],
            note=words[contact.pk]["note"],
            corrected=contact.version > 1,
        )
        for contact in contacts
    ]


def last_of(viewer: Viewer, case_ids: Collection[UUID]) -> dict[UUID, Contact]:
    """The last contact of each of many cases, met or not; one query (lists)."""
    later = Contact.objects.filter(case=OuterRef("case"), met_at__gte=OuterRef("met_at")).exclude(
        met_at=OuterRef("met_at"), id__lte=OuterRef("id")
    )
    found = policy.visible_to(viewer).filter(~Exists(later), case__in=case_ids)
    return {contact.case_id: contact for contact in found.defer("need", "note")}


def own_last_of(viewer: Viewer, case_ids: Collection[UUID]) -> dict[UUID, Contact]:
    """The last contact the viewer wrote himself of each of his people; whoever else met them stays out of it."""
    found = policy.visible_to(viewer).filter(case__in=case_ids, recorded_by=str(viewer.account_id))
    return {contact.case_id: contact for contact in reversed(found.defer("need", "note"))}


def next_of(viewer: Viewer, case_ids: Collection[UUID]) -> dict[UUID, ContactPlan]:
    """The plan of each of many cases, with the day of the next contact; one query (lists)."""
    cases = policy.cases_for(viewer, to=CarePermission.READ_CONTACT).order_by().values("pk")
    found = ContactPlan.objects.filter(case__in=cases).filter(case__in=case_ids)
    return {plan.case_id: plan for plan in found.order_by("id")}


def overdue(viewer: Viewer) -> Q:
    """Over Case: those whose day of contact has passed, the first contact too (named filter of the list of people).

    Where the viewer reads all contacts: who merely helps somebody does not learn here whom else nobody met.
    """
    kinds = (duties.MEET.code, case_duties.FIRST_CONTACT)
    reach = viewer.scope_q(CarePermission.READ_CONTACT)
    late = notice_queries.late_subjects(reach, of_kinds=kinds, now=clock.at(viewer.on))
    return Q(pk__in=[UUID(case_id) for case_id in late])


def late_with_helpers(viewer: Viewer) -> QuerySet[Duty]:
    """The contacts past their day that helpers hold in person, for the post the work belongs to."""
    late = notice_queries.held_by_others(viewer, clock.at(viewer.on))
    return late.filter(kind__in=(duties.MEET.code, case_duties.FIRST_CONTACT))


def details_of(contact: Contact) -> ContactDetails:
    """Everything the contact says, opened. The gate was the contact's."""
    words = vault.reveal_many([contact], *SEALED)[contact.pk]
    return ContactDetails(
        met_at=contact.met_at,
        place=contact.place,
        met=contact.met,
        condition=contact.condition,
        missed_reason=contact.missed_reason,
        work=contact.work,
        next_on=contact.next_on,
        client_key=contact.client_key,
        **words,
    )
