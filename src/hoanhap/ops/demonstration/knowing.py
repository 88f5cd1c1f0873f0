"""What is known of people: a classification, two results on paper, one sitting with an instrument, a dossier."""

from datetime import date

from hoanhap.foundation.organisations.models import Agency
from hoanhap.kernel import clock
from hoanhap.ops.demonstration.scene import BINH, DAO, HIEU, PHAT, POLICE, STATION, THAO, Scene
from hoanhap.people.assessment import actions as assessment
from hoanhap.people.assessment.classifying import Details
from hoanhap.people.assessment.determination_rules import Result
from hoanhap.people.assessment.models import Kind
from hoanhap.people.cases.models import Case
from hoanhap.people.rehab import actions as measures
from hoanhap.people.rehab.actions import CheckEntry, ItemEntry

DETERMINED = date(2020, 1, 9)


def in_spring(scene: Scene) -> None:
    on = date(2020, 3, 6)
    by, at = scene.officer(on), clock.at(on, 10)
    for name, details in _CLASSES.items():
        assessment.classify(scene.case(name), details=details, by=by, at=at)
    certificate = assessment.DiagnoserDetails(
        name="Võ Thanh Liêm",
        facility="Trung tâm Y tế huyện Hồng Ngự",
        qualification="trained_doctor",
        certificate="112/2018/CCTH",
        valid_from=date(2018, 9, 3),
    )
    doctor = assessment.add_diagnoser(details=certificate, unit=scene.commune, by=by, at=at)
    for number, name in enumerate((DAO, HIEU), start=7):
        paper = assessment.DeterminationDetails(
            result=Result.HAS,
            determined_on=DETERMINED,
            received_on=date(2020, 1, 8),
            paper_number=f"{number:02d}/PKQ",
            facility=doctor.facility,
            diagnoser=doctor,
        )
        assessment.determine(scene.case(name), details=paper, by=by, at=at)


def in_may(scene: Scene) -> None:
    """Somebody was away for some days, and had said so."""
    on = date(2020, 5, 11)
    by, at = scene.officer(on), clock.at(on, 16)
    away = measures.begin_absence(
        case=scene.case(BINH), from_on=on, reported=True, reason="Phụ sửa máy ở xã bên", by=by, at=at
    )
    back = date(2020, 5, 14)
    measures.end_absence(absence=away, to_on=back, by=scene.officer(back), at=clock.at(back, 8))


def in_june(scene: Scene) -> None:
    """Where people live, one sitting at the station, and papers that are being gathered in another commune."""
    _residence(scene)
    on = date(2020, 6, 10)
    answers = {f"d{item}": int(item in {1, 3, 5, 6}) for item in range(1, 11)}
    station = Agency.objects.get(pk__in=scene.offices.accounts[STATION].postings.values("agency"))
    assessment.keep_answers(
        scene.case(DAO),
        agency=station,
        kind=Kind.DAST10,
        answers=answers,
        taken_on=on,
        by=scene.actor(STATION, on),
        at=clock.at(on, 9),
    )
    _dossier(scene)


def _residence(scene: Scene) -> None:
    """The police went from house to house; one was not at home, two are left for another day."""
    on = date(2020, 6, 10)
    names = [name for name in scene.case_ids if name not in {HIEU, THAO}]
    found = {name: "absent" if name == PHAT else "present" for name in names}
    entries = [CheckEntry(case_id=scene.case_ids[name], found=found[name]) for name in names]
    cases = [scene.case(name) for name in names]
    measures.record_checks(cases=cases, entries=entries, on=on, by=scene.actor(POLICE, on), at=clock.at(on, 17))


def _dossier(scene: Scene) -> None:
    """Somebody registered in Phú Thuận A wants to begin at home; one paper is still missing."""
    on = date(2020, 6, 12)
    by = scene.offices.officer("Phú Thuận A", on).actor
    case = Case.objects.filter(unit=scene.offices.communes["Phú Thuận A"], state="registered").order_by("code").first()
    assert case is not None  # noqa: S101 - the cast has two of them
    dossier = measures.open_dossier(case=case, verb="start_home", on=on, by=by, at=clock.at(on, 9))
    there = {paper: ItemEntry(state="present", on=on) for paper in ("application", "cv")}
    measures.note_items(dossier=dossier, entries=there, by=by, at=clock.at(on, 10), version=dossier.version)


_SINCE = date(2020, 1, 16)
_CLASSES = {
    DAO: Details(
        from_on=_SINCE,
        level="light",
        cause="friends",
        traits=("jobless", "family", "children"),
        drugs=("amphetamine",),
        routes=("smoke",),
        first_use_year=2016,
        note="Gia đình cùng chăm lo, muốn đi làm lại sớm.",
    ),
    BINH: Details(from_on=_SINCE, level="light", cause="work", traits=("jobless",), drugs=("amphetamine",)),
    HIEU: Details(from_on=_SINCE, level="medium", cause="sorrow", traits=("jobless", "alone"), drugs=("opioid",)),
}
