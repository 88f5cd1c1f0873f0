"""The demonstration: its figures come out of entered work, its people are invented, its papers hold them all."""

import json
from io import BytesIO
from pathlib import Path

import docx
import pypdf
import pytest
from django.apps import apps

from hoanhap.foundation import vault
from hoanhap.foundation.audit import chain
from hoanhap.foundation.notices import queries as notices
from hoanhap.foundation.places.models import Place
from hoanhap.kernel import clock
from hoanhap.kernel.errors import Refused
from hoanhap.ops.demonstration import calendar, cast, command, reporting
from hoanhap.people.persons.models import Person
from hoanhap.steering.reports import command as report_command
from hoanhap.steering.reports import export

pytestmark = pytest.mark.once("postgres")  # on SQLite the walk through its pages loads it too

FIGURES = {
    "cohort.managed": "17",
    "cohort.progress": "9",
    "cohort.progress_rate": "52,94 %",
    "cohort.working": "2",
    "coverage.task_force": "10/10",
}


ELSEWHERE = {"rehab.Dossier", "rehab.DossierItem", "reception.ReturnBatch", "reception.Transfer"}
"""Of another office: where a case is not in rehab yet, at the centre, in the commune somebody leaves."""
ROOMS = (
    "intake.ContactRequest",
    "intake.SelfDeclaration",
    "intake.RiskEntry",
    "intake.ReviewRound",
    "intake.CaseOrigin",
    "reception.ReturnBatch",
    "reception.Returnee",
    "reception.Transfer",
    "assessment.Classification",
    "assessment.Diagnoser",
    "assessment.Determination",
    "assessment.Scoring",
    "rehab.Dossier",
    "rehab.DossierItem",
    "rehab.ResidenceCheck",
    "rehab.Absence",
    "commitments.Guarantor",
    "commitments.FamilyMember",
    "commitments.Charge",
    "commitments.Commitment",
    "care.IndividualPlan",
    "care.PlanStep",
    "care.Counselling",
    "care.Leaflet",
    "care.SupportGroup",
    "care.GroupMeeting",
    "care.ClinicSheet",
    "reintegration.Need",
    "reintegration.Support",
    "reintegration.Partner",
    "reintegration.Vacancy",
    "reintegration.Course",
    "reintegration.Enrolment",
    "reintegration.Placement",
    "reintegration.LoanList",
    "reintegration.HelperSession",
    "community.Club",
    "community.Meeting",
    "community.Point",
    "community.TrainingCourse",
    "community.TrainingSession",
    "community.Scheme",
    "community.Evaluation",
    "community.PledgeSheet",
    "community.Story",
    "community.WorkPlan",
    "community.WorkTask",
    "reviews.Review",
    "inspection.Sample",
    "inspection.Finding",
)


@pytest.fixture
def demonstration(db: None) -> command.Demonstration:
    try:
        return command.load()
    finally:
        clock.set_start(None)


def test_the_demonstration(demonstration: command.Demonstration, tmp_path: Path) -> None:
    """One load serves all questions: it takes seconds."""
    viewer = demonstration.offices.viewer(reporting.MERGER, calendar.TODAY)
    report_command.write_files(demonstration.report, tmp_path, viewer)
    data = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))
    cells = {cell["code"]: cell for cell in data["cells"]}
    assert {code: cells[code]["display"] for code in FIGURES} == FIGURES
    assert [len(cells[code]["rows"]) for code in ("cohort.managed", "cohort.progress", "cohort.working")] == [17, 9, 2]
    assert set(data) >= {"form", "unit", "period", "cells"}
    _papers_say_the_same(tmp_path)
    _same_bytes_again(demonstration, tmp_path)
    _numbers_of_no_province()
    _work_for_today(demonstration)
    _each_room_holds_something()
    assert chain.first_fault() is None
    with pytest.raises(Refused):
        command.load()


def _papers_say_the_same(folder: Path) -> None:
    words = "\n".join(paragraph.text for paragraph in docx.Document(str(folder / "report.docx")).paragraphs)
    pages = pypdf.PdfReader(BytesIO((folder / "report.pdf").read_bytes())).pages
    printed = " ".join(" ".join(page.extract_text() for page in pages).split())
    for text in (words, printed):
        assert "09 người tiến bộ" in text
        assert "52,94 %" in text
    assert (folder / "report.xlsx").read_bytes().startswith(b"PK")


def _same_bytes_again(demonstration: command.Demonstration, folder: Path) -> None:
    viewer = demonstration.offices.viewer(reporting.MERGER, calendar.TODAY)
    for kind in ("docx", "pdf", "xlsx"):
        again = export.as_file(demonstration.report, kind, viewer=viewer)
        assert again == (folder / f"report.{kind}").read_bytes(), kind


def _numbers_of_no_province() -> None:
    people = list(Person.objects.exclude(id_number=None))
    numbers = [opened["id_number"] for opened in vault.reveal_many(people, "id_number").values()]
    assert len(numbers) == 47
    assert all(number.startswith("999") for number in numbers)


def _each_room_holds_something() -> None:
    """No list of the pilot opens empty; of the dossier and the hand-over each is looked at where it belongs."""
    empty = [label for label in ROOMS if not apps.get_model(label).objects.exists()]
    assert not empty
    pilot = [label for label in ROOMS if label not in ELSEWHERE and not _in_pilot(label)]
    assert not pilot


def _in_pilot(label: str) -> bool:
    path = Place.objects.get(kind="commune", name=cast.PILOT, parent__name="Hồng Ngự").path
    column = next((name for name in ("unit_path", "to_path") if name in _columns(label)), "case__unit_path")
    return apps.get_model(label).objects.filter(**{f"{column}__startswith": path}).exists()


def _columns(label: str) -> set[str]:
    return {field.name for field in apps.get_model(label)._meta.get_fields()}


def _work_for_today(demonstration: command.Demonstration) -> None:
    officer = demonstration.offices.officer("Thường Lạc", calendar.TODAY)
    lines = notices.lines(officer, calendar.NOW)
    codes = {line.kind.code for line in lines}
    assert "report.send" in codes
    assert lines == sorted(lines, key=lambda line: (line.duty.due_at, line.duty.id))
    assert any(line.when.lateness == "late" for line in lines)
