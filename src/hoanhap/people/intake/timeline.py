"""How the person came to the commune's notice, in the timeline of a case (diễn biến)."""

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _

from hoanhap.foundation.access.viewer import Viewer
from hoanhap.kernel import clock
from hoanhap.people.cases import policy
from hoanhap.people.cases.models import Case
from hoanhap.people.cases.queries import Event, Source, source
from hoanhap.people.intake.models import CaseOrigin, SelfDeclaration


def _declared(case: Case, viewer: Viewer) -> Iterable[Event]:
    if not policy.reads_whole(viewer, case):
        return
    for row in SelfDeclaration.objects.filter(case=case).order_by("declared_on", "id"):
        yield Event(
            at=clock.at(row.declared_on),
            kind="declaration",
            title=_("Tự khai báo: %s") % row.get_declared_by_display(),
            detail=str(row.get_choice_display()),
            subject_id=str(row.pk),
        )


def _found(case: Case, viewer: Viewer) -> Iterable[Event]:
    if not policy.reads_whole(viewer, case):
        return
    for origin in CaseOrigin.objects.filter(case=case).order_by("id"):
        yield Event(
            at=clock.at(origin.noted_on),
            kind="origin",
            title=_("Nguồn phát hiện: %s") % origin.get_source_display(),
            detail=_("trở về từ %s") % origin.get_origin_display() if origin.origin else "",
            subject_id=str(origin.pk),
        )


SOURCES: Mapping[str, Source] = {
    "declarations": source(_declared, SelfDeclaration),
    "origin": source(_found, CaseOrigin),
}
