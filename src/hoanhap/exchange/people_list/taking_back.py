"""Takes out again what one import made, as long as nobody has worked on it since."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from django.apps import apps
from django.db import models
from django.utils.translation import gettext as _

from hoanhap.exchange.models import ImportBatch, ImportRow, RowOutcome
from hoanhap.foundation import audit
from hoanhap.foundation.approvals.states import OPEN_STATES
from hoanhap.foundation.audit.models import AuditEntry
from hoanhap.foundation.notices import actions as notices
from hoanhap.kernel.errors import Refused
from hoanhap.people.care.models import ContactPlan
from hoanhap.people.cases.models import Case, PoliceRecord, Standing, UseProfile
from hoanhap.people.intake.models import CaseOrigin
from hoanhap.people.persons.models import Person, SocialProfile
from hoanhap.people.reintegration.models import HelperAssignment
from hoanhap.steering.reports.models import Report

# What an import makes beside persons and cases, with the column that tells the moment of the last writing.
_WRITTEN_AT = {
    Standing: "recorded_at",
    HelperAssignment: "recorded_at",
    ContactPlan: "set_at",
    CaseOrigin: "recorded_at",
}
_MADE_BY_IMPORT = {*_WRITTEN_AT, UseProfile, PoliceRecord, SocialProfile, Case, ImportRow}
# Rewritten in place, without a moment of their own: the log tells.
_REWRITTEN = ("case.use_written", "police.written")
_CHUNK = 500
_SHOWN = 5


def remove_created(batch: ImportBatch, *, by: audit.Actor, at: datetime) -> int:
    """Delete the persons and cases this batch made; how many. Raises Refused when one was worked on since."""
    _refuse_after_a_report(batch)
    made = list(
        batch.rows.filter(outcome=RowOutcome.NEW, person__isnull=False).values_list("row_no", "person_id", "case_id")
    )
    touched: set[UUID] = set()
    for start in range(0, len(made), _CHUNK):
        part = made[start : start + _CHUNK]
        touched |= _worked_on([row[1] for row in part], [row[2] for row in part if row[2]], batch)
    if touched:
        numbers = sorted(row_no for row_no, person_id, case_id in made if {person_id, case_id} & touched)
        shown = ", ".join(map(str, numbers[:_SHOWN])) + ("…" if len(numbers) > _SHOWN else "")
        raise Refused(
            _("Không hoàn tác được: %(count)s hồ sơ đã được cập nhật sau khi nhập (dòng %(rows)s).")
            % {"count": len(numbers), "rows": shown},
            code="import.worked_on",
            way_out=_("Sửa hoặc kết thúc từng hồ sơ nhập nhầm."),
        )
    _delete([row[1] for row in made], [row[2] for row in made if row[2]], batch, by, at)
    return len(made)


def _refuse_after_a_report(batch: ImportBatch) -> None:
    """A report that went up since may name these rows; what stands behind its figures is not taken away."""
    sent = Report.objects.exclude(run__state__in=[state.value for state in OPEN_STATES])
    if sent.filter(unit=batch.unit, merged=False, filled_at__gte=batch.applied_at).exists():
        raise Refused(
            _("Không hoàn tác được: xã đã gửi báo cáo có tính những người này."),
            code="import.reported",
            way_out=_("Sửa hoặc kết thúc từng hồ sơ nhập nhầm, rồi lập bản đính chính của báo cáo."),
        )


def _worked_on(persons: Sequence[UUID], cases: Sequence[UUID], batch: ImportBatch) -> set[UUID]:
    """Ids of persons and cases that changed, or that anything else points at now."""
    touched = set(Person.objects.filter(pk__in=persons, version__gt=1).values_list("pk", flat=True))
    touched |= set(Case.objects.filter(pk__in=cases, version__gt=1).values_list("pk", flat=True))
    for written, moment in _WRITTEN_AT.items():
        changed = written._base_manager.filter(case__in=cases).exclude(**{moment: batch.applied_at})
        touched |= set(changed.values_list("case_id", flat=True))
    ended = HelperAssignment.objects.filter(case__in=cases, valid_to__isnull=False)
    touched |= set(ended.values_list("case_id", flat=True))
    touched |= _pointed_at(Person, persons) | _pointed_at(Case, cases)
    known = set(cases)
    touched |= set(Case.objects.filter(person__in=persons).exclude(pk__in=known).values_list("person_id", flat=True))
    said = AuditEntry.objects.filter(subject_kind="case", subject_id__in=[str(case) for case in cases])
    rewritten = said.filter(code__in=_REWRITTEN, at__gt=batch.applied_at).values_list("subject_id", flat=True)
    return touched | {UUID(case) for case in rewritten}


def _pointed_at(model: type[models.Model], ids: Sequence[UUID]) -> set[UUID]:
    """Rows of any other table of the house, of today or of a later day, that hang on these."""
    found: set[UUID] = set()
    for other in apps.get_models():
        if other in _MADE_BY_IMPORT:
            continue
        for field in other._meta.concrete_fields:
            if field.related_model is model:
                rows = other._base_manager.filter(**{f"{field.name}__in": ids})
                found |= set(rows.values_list(field.attname, flat=True))
    return found


def _delete(persons: Sequence[UUID], cases: Sequence[UUID], batch: ImportBatch, by: audit.Actor, at: datetime) -> None:
    for part in _parts(cases):
        notices.cancel_about(subject_kind="case", subject_ids=[str(case) for case in part], by=by, at=at)
        for written in _WRITTEN_AT:
            written._base_manager.filter(case__in=part).delete()
        Case.objects.filter(pk__in=part).delete()
    for part in _parts(persons):
        Person.objects.filter(pk__in=part).delete()
        subjects = [audit.Subject("person", person, batch.unit_path) for person in part]
        audit.record_many("import.person_removed", by=by, at=at, rows=subjects)


def _parts(ids: Sequence[UUID]) -> Iterable[Sequence[UUID]]:
    for start in range(0, len(ids), _CHUNK):
        yield ids[start : start + _CHUNK]
