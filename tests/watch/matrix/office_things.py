"""What the parts of an address name of one office: teams, groups, reports, publications, samples."""

from datetime import date

from hoanhap.exchange.people_list import actions as imports
from hoanhap.foundation import vault
from hoanhap.foundation.approvals import actions as approvals
from hoanhap.foundation.approvals.states import Verb
from hoanhap.people.care.counselling import actions as counselling
from hoanhap.people.care.counselling import groups
from hoanhap.people.community import actions as community
from hoanhap.people.community.models import MemberRole
from hoanhap.people.inspection.models import Finding, Sample, SampledCase, Supervision
from hoanhap.steering.publications.models import Publication, PublishedLine
from hoanhap.steering.reports import actions as reports
from hoanhap.steering.reports import form as report_forms
from hoanhap.steering.reports.form import Window
from hoanhap.steering.reports.models import Report
from tests import cast as stage
from tests.cast import NOW, SETTER
from tests.watch.matrix.things import SINCE, Ground, Scope, makes
from tests.web.office.imports import lists

makes("unit", of=Scope.UNIT)(lambda ground: ground.unit.pk)


@makes("sample_id", of=Scope.UNIT)
def _sample(ground: Ground) -> object:
    """A sample that holds one file of this commune."""
    case = ground["case"]
    sample = Sample.objects.create(unit=ground.unit, unit_path=ground.unit.path, on=stage.TODAY, seed="x", size=1,
                                   population=1, digest="x", drawn_by="x", drawn_name="x", drawn_at=NOW)  # fmt: skip
    SampledCase.objects.create(
        sample=sample, case=case, unit=ground.unit, unit_path=ground.unit.path, number=1, asked=1, held=1
    )
    return sample.pk


@makes("finding_id", of=Scope.UNIT)
def _finding(ground: Ground) -> object:
    """Answered, so that it may be accepted or asked again."""
    finding = Finding(unit=ground.unit, unit_path=ground.unit.path, number=ground.number + 1, due_on=date(2020, 7, 1),
                      found_by="x", found_name="x", found_at=NOW)  # fmt: skip
    vault.seal(finding, words="Thiếu quyết định")
    finding.save(force_insert=True)
    return finding.pk


@makes("supervision", of=Scope.UNIT)
def _supervision(ground: Ground) -> object:
    row = Supervision(unit=ground.unit, unit_path=ground.unit.path, on=stage.TODAY, place="cạnh trạm y tế",
                      took_part="Trương Thị Sáu", recorded_by="x", recorded_name="x", recorded_at=NOW)  # fmt: skip
    vault.seal(row, found="Tốt.")
    row.save(force_insert=True)
    return row


makes("supervision_id", of=Scope.UNIT)(lambda ground: ground["supervision"].pk)


@makes("recommendation_id", of=Scope.UNIT)
def _recommendation(ground: Ground) -> object:
    """Answered, so that it may be accepted or asked again."""
    finding = Finding(unit=ground.unit, unit_path=ground.unit.path, number=ground.number + 101, due_on=date(2020, 7, 1),
                      found_by="x", found_name="x", found_at=NOW, supervision=ground["supervision"],
                      state="answered", answered_name="x", answered_at=NOW)  # fmt: skip
    vault.seal(finding, words="Thiếu quyết định", answer="Tốt.")
    finding.save(force_insert=True)
    return finding.pk


@makes("task_force", of=Scope.UNIT)
def _task_force(ground: Ground) -> object:
    return community.set_up(
        unit=ground.unit, decision_number="12/QĐ-UBND", decision_on=SINCE, valid_from=SINCE, by=SETTER, at=NOW
    )


@makes("group_id", of=Scope.UNIT)
def _group(ground: Ground) -> object:
    return groups.start(unit=ground.unit, name=f"Nhóm {ground.number}", started_on=SINCE, by=SETTER, at=NOW).pk


@makes("leaflet_id", of=Scope.UNIT)
def _leaflet(ground: Ground) -> object:
    details = counselling.LeafletDetails(
        title="Hiểu về cai nghiện", source="Sở Y tế", approved_by="Lê Văn Thành", valid_from=SINCE
    )
    return counselling.add_leaflet(unit=ground.unit, details=details, by=SETTER, at=NOW).pk


makes("task_force_id", of=Scope.UNIT)(lambda ground: ground["task_force"].pk)


@makes("member_id", of=Scope.UNIT)
def _member(ground: Ground) -> object:
    return community.add_member(
        ground["task_force"], name="Lê Văn Ví Dụ", role=MemberRole.HEAD, valid_from=SINCE, by=SETTER, at=NOW
    ).pk


@makes("report_id", of=Scope.UNIT)
def _report(ground: Ground) -> object:
    """Sent and returned: the unit may go on with it, and the levels above have seen it (a draft they would not)."""
    shape, viewer = report_forms.get("BC01"), ground.cast.viewer(ground.writer)
    report = reports.open_report(shape, ground.unit, shape.period(Window.MONTH, 2020, 6), by=viewer, at=NOW)
    reports.fill(report, by=viewer, at=NOW)
    for verb in (Verb.SUBMIT, Verb.RETURN):
        approvals.act(report.run, verb, by=viewer.actor, at=NOW, reason="12/6")
    return report.pk


@makes("publication_id", of=Scope.UNIT)
def _publication(ground: Ground) -> object:
    report = Report.objects.get(pk=ground["report_id"])
    made = Publication.objects.create(
        report=report,
        unit=ground.unit,
        unit_path=ground.unit.path,
        period_from=report.period_from,
        period_to=report.period_to,
        joint_act_id=ground["act_id"],
        published_at=NOW,
        published_by="x",
    )
    PublishedLine.objects.bulk_create(
        PublishedLine(publication=made, unit=ground.unit, code=cell.code) for cell in report.cells.all()
    )
    return made.pk


@makes("batch_id", of=Scope.UNIT)
def _batch(ground: Ground) -> object:
    return imports.preview(lists.sheet(), name="a.xlsx", unit=ground.unit, on=stage.TODAY, by=SETTER, at=NOW).pk
