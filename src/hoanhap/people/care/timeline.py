"""Contacts in the timeline of a case (diễn biến), for those who may read them."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from django.utils.translation import gettext as _

from hoanhap.foundation.access.models import Account
from hoanhap.foundation.access.viewer import Viewer
from hoanhap.kernel import clock
from hoanhap.kernel.dates import show
from hoanhap.people.care import queries
from hoanhap.people.care.counselling import policy as counselling
from hoanhap.people.care.counselling.models import Counselling, Topic
from hoanhap.people.care.counselling.rules import unpacked
from hoanhap.people.care.individual_plan.models import IndividualPlan
from hoanhap.people.care.models import Contact
from hoanhap.people.care.queries import OpenedContact
from hoanhap.people.cases.models import Case
from hoanhap.people.cases.policy import CasePermission
from hoanhap.people.cases.queries import Event, Source, source

KIND = "contact"


def _contacts(case: Case, viewer: Viewer) -> Iterable[Event]:
    """One event a contact; what was said before a correction is asked for apart."""
    opened = queries.of_case(viewer, case)
    names = _signers({one.contact.recorded_by for one in opened})
    return [_event(one, names.get(one.contact.recorded_by, "")) for one in opened]


def _talks(case: Case, viewer: Viewer) -> Iterable[Event]:
    """Sessions, for those who read the social room; what was said is read in its own place."""
    if not viewer.may(CasePermission.READ_SOCIAL, case.unit_path):
        return
    for row in counselling.visible_to(viewer).filter(case=case, void_at=None).select_related("leaflet"):
        said = [*(str(Topic(code).label) for code in unpacked(row.topics)), row.leaflet.name if row.leaflet else ""]
        yield Event(
            at=clock.at(row.held_on),
            kind="counselling",
            title=_("Tư vấn: %s") % row.get_audience_display(),
            detail="; ".join(part for part in said if part),
            signer=row.counsellor,
            subject_id=str(row.pk),
        )


def _plans(case: Case, viewer: Viewer) -> Iterable[Event]:
    if not viewer.may(CasePermission.READ_SOCIAL, case.unit_path):
        return
    for plan in IndividualPlan.objects.filter(case=case).order_by("number"):
        yield Event(
            at=clock.at(plan.agreed_on),
            kind="plan",
            title=_("Kế hoạch cá nhân, lần %d") % plan.number,
            subject_id=str(plan.pk),
        )


def title_of(contact: Contact) -> str:
    """ "Gặp tại nhà" or "Không gặp được: vắng mặt"."""
    if contact.met:
        return _("Gặp %(place)s") % {"place": contact.get_place_display()}
    return _("Không gặp được: %(reason)s") % {"reason": contact.get_missed_reason_display()}


def _event(one: OpenedContact, signer: str) -> Event:
    contact = one.contact
    said = [
        str(contact.get_condition_display()) if contact.condition else "",
        str(contact.get_work_display()) if contact.work else "",
        _("nhu cầu: %s") % one.need if one.need else "",
        one.note,
        _("hẹn %s") % show(contact.next_on) if contact.next_on else "",
        _("đã sửa") if one.corrected else "",
    ]
    return Event(
        at=contact.met_at.astimezone(clock.VN),
        kind=KIND,
        title=title_of(contact),
        detail=" · ".join(part for part in said if part),
        signer=signer,
        subject_id=str(contact.pk),
        timed=True,
    )


def _signers(account_ids: set[str]) -> dict[str, str]:
    known = [UUID(account) for account in account_ids if _is_account(account)]
    return {str(pk): name for pk, name in Account.objects.filter(pk__in=known).values_list("pk", "display_name")}


def _is_account(value: str) -> bool:
    """Jobs sign with a word instead of an account's id."""
    try:
        UUID(value)
    except ValueError:
        return False
    return True


SOURCES: Mapping[str, Source] = {
    "contacts": source(_contacts, Contact),
    "talks": source(_talks, Counselling),
    "plans": source(_plans, IndividualPlan),
}
