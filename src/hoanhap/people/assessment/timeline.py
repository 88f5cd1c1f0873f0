"""Results and classifications in the timeline of a case (diễn biến), for those who may read them."""

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _

from hoanhap.foundation import vault
from hoanhap.foundation.access.viewer import Viewer
from hoanhap.kernel import clock
from hoanhap.people.assessment.classifying import CAUSES, LEVELS
from hoanhap.people.assessment.models import Classification, Determination
from hoanhap.people.assessment.policy import AssessmentPermission as May
from hoanhap.people.cases.models import Case
from hoanhap.people.cases.policy import CasePermission
from hoanhap.people.cases.queries import Event, Source, source


def _results(case: Case, viewer: Viewer) -> Iterable[Event]:
    if not viewer.may(May.READ_RESULT, case.unit_path):
        return
    rows = list(Determination.everything.filter(case=case).order_by("determined_on", "recorded_at", "id"))
    social = viewer.may(CasePermission.READ_SOCIAL, case.unit_path)
    reasons = vault.reveal_many(rows, "struck_reason") if rows and social else {}
    for row in rows:
        paper = _("Phiếu %(number)s, %(facility)s") % {"number": row.paper_number, "facility": row.facility}
        reason = reasons.get(row.pk, {}).get("struck_reason", "")
        yield Event(
            at=clock.at(row.determined_on),
            kind="determination",
            title=_("Kết quả xác định tình trạng nghiện: %s") % row.get_result_display(),
            detail=" · ".join(part for part in (paper, reason) if part),
            signer=row.signer,
            article=row.article,
            subject_id=str(row.pk),
            struck=row.struck_at is not None,
        )


def _classes(case: Case, viewer: Viewer) -> Iterable[Event]:
    if not viewer.may(May.READ_CLASS, case.unit_path):
        return
    for row in case.classifications.order_by("from_on", "number"):
        said = {"level": LEVELS[row.level], "cause": CAUSES[row.cause]}
        yield Event(
            at=clock.at(row.from_on),
            kind="classification",
            title=_("Phân loại: mức độ %(level)s, nguyên nhân %(cause)s") % said,
            subject_id=str(row.pk),
        )


SOURCES: Mapping[str, Source] = {
    "results": source(_results, Determination),
    "classes": source(_classes, Classification),
}
