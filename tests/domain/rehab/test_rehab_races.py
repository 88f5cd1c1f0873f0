"""Two officers on one measure at once: a dossier is handed in or decided once, days away and steps count once."""

from collections.abc import Callable
from datetime import date

import pytest

from hoanhap import law
from hoanhap.foundation.files.models import StoredFile
from hoanhap.foundation.notices.models import Duty
from hoanhap.kernel import clock
from hoanhap.law.casework_model import REFUSE
from hoanhap.people.cases import actions as cases
from hoanhap.people.cases.models import Case, Standing
from hoanhap.people.cases.rules import Decision, Step
from hoanhap.people.rehab import actions, queries
from hoanhap.people.rehab.actions import ItemEntry
from hoanhap.people.rehab.models import Absence, Dossier, DossierItem, Violation
from tests import cast as casting
from tests import people, pictures
from tests.cast import SETTER
from tests.two_hands import DONE, said_at_once

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
DAY = date(2023, 5, 8)
MORNING, NOON = clock.at(DAY, 9), clock.at(DAY, 12)


@pytest.fixture
def cast() -> casting.Cast:
    return casting.make()


@pytest.fixture
def case(cast: casting.Cast) -> Case:
    person = people.register_person(cast, "Nguyễn Văn Đào")
    opening = cases.Opening(person=person, steps=(Step(state="registered", on=DAY),))
    return cases.open_case(opening=opening, unit=person.unit, by=SETTER, at=MORNING)


@pytest.fixture
def dossier(case: Case) -> Dossier:
    row = actions.open_dossier(case=case, verb="start_home", on=DAY, by=SETTER, at=MORNING)
    entries = {item.paper: ItemEntry(state="present", number="01", on=DAY) for item in queries.items_of(row)}
    return actions.note_items(dossier=row, entries=entries, by=SETTER, at=MORNING, version=row.version)


def test_one_dossier_is_begun(case: Case) -> None:
    works = [lambda: actions.open_dossier(case=case, verb="start_home", on=DAY, by=SETTER, at=MORNING)] * 3
    assert said_at_once(*works) == [DONE] * 3, "beginning it again opens the one that lives"
    assert Dossier.objects.count() == 1


def test_a_dossier_is_handed_in_once(dossier: Dossier) -> None:
    works = [lambda: actions.submit(dossier=dossier, by=SETTER, at=NOON, version=dossier.version)] * 3
    assert said_at_once(*works) == [DONE, "dossier-moved-on", "dossier-moved-on"]
    assert Duty.objects.filter(kind="rehab.decide", settled_at=None).count() == 1


@pytest.mark.parametrize("second", ["refuse", "drop", "note"])
def test_handed_in_and_something_else_at_once_is_one_of_the_two(dossier: Dossier, second: str) -> None:
    said = {"dossier": dossier, "by": SETTER, "at": NOON, "version": dossier.version}
    acts: dict[str, Callable[[], object]] = {
        "refuse": lambda: actions.refuse(ground="too_young", words="", on=DAY, **said),  # type: ignore[arg-type]
        "drop": lambda: actions.drop(**said),  # type: ignore[arg-type]
        "note": lambda: actions.note_items(entries={}, **said),  # type: ignore[arg-type]
    }
    answers = said_at_once(lambda: actions.submit(**said), acts[second])  # type: ignore[arg-type]
    assert DONE in answers
    assert set(answers) - {DONE} <= {"dossier-moved-on", "ground-missing"}
    assert answers.count(DONE) == 1


def test_a_dossier_is_refused_once(dossier: Dossier) -> None:
    ground = law.grounds_for(REFUSE, dossier.case.state, DAY)[0].code
    said = {"ground": ground, "words": "", "on": DAY, "by": SETTER, "at": NOON, "version": dossier.version}
    works = [lambda: actions.refuse(dossier=dossier, **said)] * 2  # type: ignore[arg-type]
    assert said_at_once(*works) == [DONE, "dossier-moved-on"]
    assert not Duty.objects.filter(kind="rehab.decide", settled_at=None).exists()


def test_a_step_is_taken_once(case: Case, dossier: Dossier) -> None:
    decision = Decision(number="1/QĐ", on=DAY, signer="x", term_from=DAY, term_to=date(2023, 11, 8))
    version = Case.objects.get(pk=case.pk).version

    def take() -> object:
        fresh = Case.objects.select_related("person", "unit").get(pk=case.pk)
        return actions.take_step(
            case=fresh,
            verb="start_home",
            on=DAY,
            signer_title="Chủ tịch",
            by=SETTER,
            at=NOON,
            version=version,
            decision=decision,
        )

    answers = said_at_once(take, take)
    assert answers.count(DONE) == 1
    assert Standing.objects.filter(case=case).count() == 2
    dossier.refresh_from_db()
    assert dossier.state == "decided"


def test_two_scans_of_one_paper_at_once_leave_one(cast: casting.Cast, dossier: Dossier) -> None:
    item, viewer = DossierItem.objects.filter(dossier=dossier).order_by("position")[0], cast.viewer(cast.officer, DAY)

    def attach() -> object:
        held = DossierItem.objects.select_related("dossier", "file").get(pk=item.pk)
        return actions.attach_scan(held, pictures.jpeg(), name="a.jpg", by=viewer, at=NOON, version=dossier.version)

    assert said_at_once(attach, attach) == [DONE, "dossier-moved-on"]
    assert StoredFile.objects.filter(removed_at=None).count() == 1


@pytest.fixture
def at_home(cast: casting.Cast) -> Case:
    return people.open_home_case(cast, people.register_person(cast, "Lê Văn Sáu", birth="1980"))


def test_an_absence_is_begun_once_and_ended_once(at_home: Case) -> None:
    on, at = casting.TODAY, casting.NOW
    begin = lambda: actions.begin_absence(  # noqa: E731
        case=at_home, from_on=date(2020, 6, 1), reported=True, reason="", by=SETTER, at=at
    )
    assert said_at_once(begin, begin) == ["absence-open", DONE]
    row = Absence.objects.get()
    end = lambda: actions.end_absence(absence=row, to_on=on, by=SETTER, at=at)  # noqa: E731
    before = Case.objects.get(pk=at_home.pk).term_to
    assert said_at_once(end, end) == ["absence-ended", DONE]
    added = Absence.objects.get().days_added
    after = Case.objects.get(pk=at_home.pk).term_to
    assert before is not None
    assert after is not None
    assert (after - before).days == added, "the days are added once"


def test_violations_at_once_are_counted_one_after_the_other(at_home: Case) -> None:
    kind = law.ladders_in(at_home.state, casting.TODAY)[0].kind
    works = [
        lambda: actions.record_violation(
            case=at_home, kind=kind, on=casting.TODAY, said="không có mặt theo hẹn", by=SETTER, at=casting.NOW
        )
    ] * 3
    assert said_at_once(*works) == [DONE] * 3
    assert sorted(Violation.objects.values_list("number", flat=True)) == [1, 2, 3]
