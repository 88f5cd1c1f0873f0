"""How requests, disclosures and breaches are called in today's work: by their number, never by a name."""

from collections.abc import Collection, Mapping

from django.utils.translation import gettext

from hoanhap.foundation.access.viewer import Viewer
from hoanhap.foundation.notices.kinds import SubjectLine
from hoanhap.foundation.privacy import facts
from hoanhap.foundation.privacy.facts import RequestKind
from hoanhap.foundation.privacy.models import Breach, Disclosure, RightsRequest
from hoanhap.foundation.privacy.policy import PrivacyPermission as May


def requests(viewer: Viewer, ids: Collection[str]) -> Mapping[str, SubjectLine]:
    rows = RightsRequest.objects.filter(viewer.scope_q(May.HANDLE_REQUEST), pk__in=list(ids)).order_by("id")
    return {
        str(row.pk): SubjectLine(
            label=f"{row.code} ({gettext(facts.facts().shorts[RequestKind(row.kind)])})",
            args={"request_id": str(row.pk)},
        )
        for row in rows
    }


def disclosures(viewer: Viewer, ids: Collection[str]) -> Mapping[str, SubjectLine]:
    rows = Disclosure.objects.filter(viewer.scope_q(May.RECORD_DISCLOSURE), pk__in=list(ids)).order_by("id")
    return {str(row.pk): SubjectLine(label=row.code, args={"disclosure_id": str(row.pk)}) for row in rows}


def breaches(viewer: Viewer, ids: Collection[str]) -> Mapping[str, SubjectLine]:
    rows = Breach.objects.filter(viewer.scope_q(May.HANDLE_BREACH), pk__in=list(ids)).order_by("id")
    return {
        str(row.pk): SubjectLine(label=row.code, detail=str(row.get_kind_display()), args={"breach_id": str(row.pk)})
        for row in rows
    }
