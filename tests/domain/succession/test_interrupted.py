"""A hand-over that is broken off, or meets somebody who writes in that moment, loses nothing and is finished later."""

from collections.abc import Callable
from functools import partial

import pytest
from django.db import connection, transaction

from hoanhap.foundation import vault
from hoanhap.foundation.indicators import register as indicators
from hoanhap.foundation.indicators.register import Question
from hoanhap.foundation.places import fates
from hoanhap.foundation.places.fates import Fate
from hoanhap.foundation.places.fields import PathField
from hoanhap.kernel import clock
from hoanhap.kernel.periods import monthly
from hoanhap.people.care import actions as care
from hoanhap.people.care.models import Contact
from hoanhap.people.care.rules import ContactDetails
from hoanhap.people.cases import actions as cases
from hoanhap.people.cases.actions import handing_over
from hoanhap.people.cases.models import Case, PoliceRecord, StageRecord, Standing
from hoanhap.people.cases.rules import Step
from hoanhap.people.persons import actions as persons
from hoanhap.people.persons.models import Person
from hoanhap.people.succession import actions, queries
from tests import cast as stage
from tests import map_changes, people
from tests.cast import NOW, SETTER, Cast
from tests.domain.succession.conftest import AT, NIGHT, Scene
from tests.map_changes import DAY
from tests.two_hands import at_once

JULY = monthly(2020, 7, cut_day=1)


class Killed(BaseException):
    """The process ends here; no handler of ours may catch it."""


def run() -> actions.Progress:
    return actions.hand_over_all(on=DAY, by=NIGHT, at=AT)


def whole(case: Case) -> bool:
    """All of a file lies in one unit: no part of it was left behind or went ahead."""
    case = Case.objects.select_related("person").get(pk=case.pk)
    paths = {case.unit_path, case.person.unit_path, Standing.objects.get(case=case, to_on=None).unit_path}
    paths |= set(case.helpers.values_list("unit_path", flat=True))
    return len(paths) == 1 and bool(vault.reveal(case.person, "full_name"))


@pytest.mark.parametrize("after", range(1, 9))
def test_a_killed_run_leaves_whole_files_and_the_next_one_finishes(
    merged: Scene, monkeypatch: pytest.MonkeyPatch, after: int
) -> None:
    """Batches of one; the process dies at any step of the act."""
    monkeypatch.setattr(actions, "BATCH", 1)
    steps = [0]

    def dying(step: Callable[..., object]) -> Callable[..., object]:
        def run_or_die(*args: object, **kwargs: object) -> object:
            steps[0] += 1
            if steps[0] == after:
                raise Killed
            return step(*args, **kwargs)

        return run_or_die

    with monkeypatch.context() as patched:
        for name in ("_cross", "_carry_details"):
            patched.setattr(handing_over, name, dying(getattr(handing_over, name)))
        patched.setattr(actions, "_conclude", dying(actions._conclude))
        with pytest.raises(Killed):
            run()
    everybody = [*merged.cases, merged.neighbour]
    assert all(whole(case) for case in everybody)
    assert indicators.count("stock.total", Question(JULY, merged.ward.path)) == 4
    run()
    assert all(whole(case) for case in everybody)
    assert set(Person.objects.values_list("unit_id", flat=True)) == {merged.ward.pk}
    assert indicators.count("stock.total", Question(JULY, merged.ward.path)) == 4


def test_without_one_transaction_a_kill_would_tear_a_file(merged: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: the same kill in an act that does not hold together is noticed by the same question."""
    monkeypatch.setattr(handing_over, "_carry_details", lambda *_args: None)
    run()
    assert not whole(merged.cases[0]), "the helper was left behind"


def test_what_was_left_behind_is_gathered_by_the_next_run(merged: Scene) -> None:
    run()
    case = merged.cases[1]
    old = merged.cast.thuong_lac
    StageRecord.objects.create(case=case, unit_path=old.path, stage="1", from_on=DAY, recorded_by="x", recorded_at=AT)
    assert case.person_id in queries.stragglers(old)
    Case.objects.filter(pk=merged.cases[2].pk).update(unit=old, unit_path=old.path)
    run()
    assert StageRecord.objects.get().unit_path == merged.ward.path
    assert set(Case.objects.values_list("unit_id", flat=True)) == {merged.ward.pk}


def test_what_no_longer_opens_is_kept_as_it_is(merged: Scene) -> None:
    """An envelope that was altered must not stop the others, nor be lost."""
    person = merged.persons[1]
    broken = bytes(person.full_name)[:-1] + b"\x00"
    Person.objects.filter(pk=person.pk).update(current_address=broken)
    run()
    assert bytes(Person.objects.get(pk=person.pk).current_address or b"") == broken
    assert set(Person.objects.values_list("unit_id", flat=True)) == {merged.ward.pk}


def test_every_table_that_tells_a_unit_says_what_becomes_of_it() -> None:
    from django.apps import apps

    known = {"places.Place", "audit.AuditEntry"}
    missing = [
        model._meta.label
        for model in apps.get_models()
        if any(isinstance(field, PathField) for field in model._meta.concrete_fields)
        and model._meta.label not in known
        and model._meta.label not in fates.fates
    ]
    assert missing == [], "declare them in their apps.py: foundation/places/fates.py"


def test_a_table_that_goes_along_finds_its_people() -> None:
    from django.apps import apps

    for label, way in fates.fates.items():
        if way.fate in (Fate.FOLLOWS, Fate.DATED):
            rows = apps.get_model(label)._base_manager.filter(handing_over.rows_of(way, [], []))
            assert rows.count() == 0


def test_a_table_that_nobody_declared_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    """The control of the walk above."""
    monkeypatch.delitem(fates.fates._entries, "care.Contact")
    with pytest.raises(AssertionError):
        test_every_table_that_tells_a_unit_says_what_becomes_of_it()


# --- two hands at once, on PostgreSQL -----------------------------------------------------------------------------


@pytest.fixture
def crowd(transactional_db: None) -> Cast:
    clock.set_start(NOW)
    return stage.make()


def log(case: Case) -> object:
    seen = ContactDetails(met_at=clock.at(stage.TODAY, 8), place="home", met=True, condition="progress")
    return care.log_contact(case, details=seen, by=SETTER, at=NOW).pk


def write_prior(case: Case) -> object:
    return cases.record_prior(case=case, prior_record="một lần", by=SETTER, at=NOW, version=0).pk


def write_wish(case: Case) -> object:
    fresh = Case.objects.get(pk=case.pk)
    return cases.set_wish(case=fresh, wish="học nghề", by=SETTER, at=NOW, version=1).pk


def write_phone(person: Person) -> object:
    return persons.correct(person=person, changes={"phone": "0912345678"}, by=SETTER, at=NOW, version=1).pk


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_an_officer_who_writes_in_the_moment_of_the_hand_over_loses_nothing(crowd: Cast) -> None:
    """Twenty files, eight kinds of writing at once with the hand-over: each is kept, in the new unit, or refused."""
    registered = [
        people.register_person(crowd, f"Nguyễn Văn {number}", birth=str(1980 + number)) for number in range(20)
    ]
    files = [people.open_home_case(crowd, person, number=f"{index}/QĐ") for index, person in enumerate(registered)]
    ward = map_changes.new_unit(87101, "Thường Lạc", parent=crowd.dong_thap)
    map_changes.merge(crowd.thuong_lac, into=ward)
    works = [partial(log, case) for case in files]
    works += [partial(write_prior, case) for case in files[:5]]
    works += [partial(write_wish, case) for case in files[5:10]]
    works += [partial(write_phone, person) for person in registered[10:15]]
    *answers, progress = at_once(*works, run)
    run()
    assert isinstance(progress, actions.Progress)
    contacts = Contact.objects.filter(pk__in=[answer for answer in answers[:20] if not isinstance(answer, str)])
    assert contacts.count() == 20, "a contact is never refused because of the hand-over"
    assert PoliceRecord.objects.count() == 5
    assert set(PoliceRecord.objects.values_list("unit_path", flat=True)) == {ward.path}
    kept = [number for number, answer in enumerate(answers[25:30]) if answer != "lost-update"]
    for number, case in enumerate(files[5:10]):
        wish = vault.reveal(Case.objects.get(pk=case.pk), "wish")
        assert wish == ("học nghề" if number in kept else ""), "kept, or refused with a word; never silently lost"
    for person, answer in zip(registered[10:15], answers[30:35], strict=True):
        assert answer == person.pk
        assert vault.reveal(Person.objects.get(pk=person.pk), "phone") == "0912345678"
    assert set(Person.objects.values_list("unit_id", flat=True)) == {ward.pk}
    assert set(Case.objects.values_list("unit_id", flat=True)) == {ward.pk}
    assert all(Standing.objects.filter(case=case, to_on=None).count() == 1 for case in files)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_runs_at_once_hand_everybody_over_once(crowd: Cast) -> None:
    registered = [people.register_person(crowd, f"Lê Văn {number}") for number in range(6)]
    for person in registered:
        people.open_home_case(crowd, person)
    ward = map_changes.new_unit(87101, "Thường Lạc", parent=crowd.dong_thap)
    map_changes.merge(crowd.thuong_lac, into=ward)
    answers = at_once(run, run, run)
    given = [answer.persons for answer in answers if isinstance(answer, actions.Progress)]
    assert sum(given) == 6
    assert len(given) == 3, answers
    assert Standing.objects.filter(verb="handed_over").count() == 6


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_a_case_opened_while_its_person_goes_is_refused_or_goes_along(crowd: Cast) -> None:
    people_here = [people.register_person(crowd, f"Võ Văn {number}") for number in range(6)]
    ward = map_changes.new_unit(87101, "Thường Lạc", parent=crowd.dong_thap)
    map_changes.merge(crowd.thuong_lac, into=ward)
    step = Step(state="registered", on=stage.TODAY)

    def opening(person: Person) -> Callable[[], object]:
        return lambda: (
            cases.open_case(
                opening=cases.Opening(person=person, steps=(step,)), unit=crowd.thuong_lac, by=SETTER, at=NOW
            ).pk
        )

    *answers, _progress = at_once(*[opening(person) for person in people_here], run)
    run()
    opened = [answer for answer in answers if answer != "person-elsewhere"]
    assert Case.objects.count() == len(opened)
    assert set(Case.objects.values_list("unit_id", flat=True)) <= {ward.pk}
    assert connection.vendor == "postgresql"
    assert transaction.get_connection().in_atomic_block is False
