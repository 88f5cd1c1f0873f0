"""Who keeps the registers of rights, who decides, and who sees them without a name."""

from typing import TypeVar

from django.db.models import Q, QuerySet

from hoanhap.foundation.access import gate
from hoanhap.foundation.access.permissions import Permission
from hoanhap.foundation.access.viewer import Viewer
from hoanhap.foundation.places.models import Place
from hoanhap.foundation.privacy.models import Breach, Consent, ConsentText, Disclosure, RightsRequest
from hoanhap.kernel.errors import NotHere


class PrivacyPermission(Permission):
    """SEE_REGISTERS shows that there are requests, disclosures, breaches, and their clocks; never a typed word."""

    SEE_REGISTERS = "privacy.see_registers"
    HANDLE_REQUEST = "privacy.handle_request"
    REFUSE_REQUEST = "privacy.refuse_request"
    MAKE_COPY = "privacy.make_copy"
    KEEP_CONSENT = "privacy.keep_consent"
    KEEP_CONSENT_TEXT = "privacy.keep_consent_text"
    RECORD_DISCLOSURE = "privacy.record_disclosure"
    CONFIRM_DISCLOSURE = "privacy.confirm_disclosure"
    REPORT_BREACH = "privacy.report_breach"
    HANDLE_BREACH = "privacy.handle_breach"
    KEEP_RETENTION = "privacy.keep_retention"


May = PrivacyPermission
Entry = TypeVar("Entry", RightsRequest, Disclosure, Breach)


def listed(viewer: Viewer, model: type[Entry], to: PrivacyPermission) -> QuerySet[Entry]:
    """Entries of a register the viewer may see in a list, with or without their words."""
    reach = viewer.scope_q(to) | viewer.scope_q(May.SEE_REGISTERS)
    return model.objects.filter(reach).select_related("unit")


def get_request_for(viewer: Viewer, request_id: object, *, to: PrivacyPermission = May.HANDLE_REQUEST) -> RightsRequest:
    """The gate of one request. Raises NotHere."""
    rows = RightsRequest.objects.filter(viewer.scope_q(May.HANDLE_REQUEST) & viewer.scope_q(to))
    return gate.one_of(rows.select_related("unit"), request_id)


def get_disclosure_for(
    viewer: Viewer, disclosure_id: object, *, to: PrivacyPermission = May.RECORD_DISCLOSURE
) -> Disclosure:
    """The gate of one disclosure. Raises NotHere."""
    return gate.one_of(Disclosure.objects.filter(viewer.scope_q(to)).select_related("unit"), disclosure_id)


def get_breach_for(viewer: Viewer, breach_id: object) -> Breach:
    """The gate of one breach, for whoever handles it. Raises NotHere."""
    return gate.one_of(Breach.objects.filter(viewer.scope_q(May.HANDLE_BREACH)).select_related("unit"), breach_id)


def get_consent_for(viewer: Viewer, consent_id: object) -> Consent:
    """The gate of one consent. Raises NotHere."""
    rows = Consent.objects.filter(viewer.scope_q(May.KEEP_CONSENT)).select_related("unit", "text")
    return gate.one_of(rows, consent_id)


def get_text_for(viewer: Viewer, text_id: object) -> ConsentText:
    """The gate of one version of a text, for whoever keeps the texts of its unit. Raises NotHere."""
    return gate.one_of(
        ConsentText.objects.filter(viewer.scope_q(May.KEEP_CONSENT_TEXT)).select_related("unit"), text_id
    )


def own_unit(viewer: Viewer, to: PrivacyPermission) -> Place:
    """The place of the viewer's first post that may do this: where he records, sets, reports. Raises NotHere."""
    for seat in viewer.seats:
        if seat.may(to):
            return Place.objects.get(pk=seat.place_id)
    raise NotHere


def reads_words(viewer: Viewer, to: PrivacyPermission, unit_path: str) -> bool:
    """Whether what was typed may be opened for this viewer, or only the entry be shown."""
    return viewer.may(to, unit_path)


def upward(unit_path: str, field: str = "unit_path") -> Q:
    """Rows of this unit and of those above it: what a unit inherits until it sets its own."""
    steps = unit_path.strip("/").split("/")
    return Q(**{f"{field}__in": [f"/{'/'.join(steps[: count + 1])}/" for count in range(len(steps))]})
