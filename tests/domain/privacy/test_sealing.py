"""Putting away what has ended: gone from every list, counted all the same, opened by two, destroyed with its key."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, models, transaction

from hoanhap.foundation import vault
from hoanhap.foundation.audit.models import AuditEntry
from hoanhap.foundation.indicators import register
from hoanhap.foundation.indicators.register import Question
from hoanhap.foundation.joint_acts import actions as joint
from hoanhap.foundation.joint_acts.models import JointAct
from hoanhap.foundation.notices.models import Duty
from hoanhap.foundation.privacy import queries as privacy
from hoanhap.foundation.privacy.actions import retention
from hoanhap.foundation.vault.fields import SealedField
from hoanhap.foundation.vault.models import DataKey
from hoanhap.kernel.errors import NotHere, Refused
from hoanhap.kernel.periods import monthly
from hoanhap.people.care import policy as care_policy
from hoanhap.people.care import rows as care_rows
from hoanhap.people.cases import holdings, policy, queries, sealed
from hoanhap.people.cases.actions import sealing
from hoanhap.people.cases.models import Case, UseProfile
from hoanhap.people.persons import policy as person_policy
from hoanhap.people.persons import queries as person_queries
from hoanhap.people.persons import rights
from hoanhap.people.persons.models import Person, SocialProfile
from hoanhap.people.reintegration.models import HelperAssignment
from tests import people
from tests.cast import NOW, SETTER, TODAY
from tests.domain.privacy import history
from tests.domain.privacy.conftest import World
from tests.domain.privacy.test_requests import received

ENDED = date(2020, 6, 10)
DUE = ENDED + timedelta(days=90)


@pytest.fixture
def ended(world: World) -> World:
    """The file has ended; nothing else happened to it."""
    people.log_contact(world.cast, world.case, on=date(2020, 5, 20))
    world.case.refresh_from_db()
    history.end(world.case, world.cast.viewer(world.cast.officer).actor)
    world.case.refresh_from_db()
    return world


def put_away(world: World) -> Case:
    case = sealing.seal_case(case=world.case, by=world.cast.viewer(world.cast.leader).actor, at=NOW)
    world.person.refresh_from_db()
    return case


def test_an_open_file_is_not_put_away(world: World) -> None:
    with pytest.raises(Refused, match="chưa kết thúc"):
        sealing.seal_case(case=world.case, by=SETTER, at=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        Case.objects.filter(pk=world.case.pk).update(sealed_at=NOW)


def everywhere(world: World) -> Iterator[tuple[str, bool]]:
    """Each way somebody could meet the file or the person: whether he does."""
    viewer, case = world.cast.viewer(world.cast.officer), world.case
    yield "list", any(row.case_id == case.pk for row in _listed(viewer))
    yield "search by name", bool(person_queries.search(viewer, "pham van mau", at=NOW))
    yield "search by number", bool(person_queries.search(viewer, "079092009999", at=NOW))
    yield "search by phone", bool(person_queries.search(viewer, "0912000111", at=NOW))
    yield "twin", person_queries.match_many([_details(world)], world.cast.thuong_lac.path)[0].person_id is not None
    yield "duty line", bool(queries.duty_lines(viewer, [str(case.pk)]))
    standings = [row.pk for row in case.standings.all()]
    yield "rows behind", bool(queries.rows_behind(viewer, "case_standing", standings))
    merger = world.cast.viewer(world.cast.district_merger)
    yield "rows behind, above", bool(queries.rows_behind(merger, "case_standing", standings))
    yield "contact rows", bool(care_rows.rows_behind(merger, [row.pk for row in case.contacts.all()]))
    yield "contacts", care_policy.visible_to(viewer).filter(case=case).exists()
    for name, gate in _gates(world):
        try:
            gate()
        except NotHere:
            yield name, False
        else:
            yield name, True


def _listed(viewer: Any) -> Any:
    return queries.my_people(viewer, filters=queries.PeopleFilter(closed=True), at=NOW).rows


def _details(world: World) -> Any:
    from hoanhap.people.persons.rules import PersonDetails

    return PersonDetails(full_name="Phạm Văn Mẫu", id_number="079092009999")


def _gates(world: World) -> list[tuple[str, Any]]:
    viewer, case, person = world.cast.viewer(world.cast.officer), world.case, world.person
    police = world.cast.viewer(world.cast.police)
    return [
        *((f"case gate {to}", lambda to=to: policy.get_case_for(viewer, case.pk, to=to)) for to in _granted(viewer)),
        ("police room", lambda: policy.get_police_room_for(police, case.pk)),
        ("person gate", lambda: person_policy.get_person_for(viewer, person.pk)),
        (
            "correct the person",
            lambda: person_policy.get_person_for(viewer, person.pk, to=person_policy.PersonPermission.CORRECT),
        ),
        ("rights of the person", lambda: rights.open_subject(viewer, person.pk, NOW)),
    ]


def _granted(viewer: Any) -> list[policy.CasePermission]:
    """Every permission over a file the officer holds; rights over one's own people alone are another gate's."""
    return [to for to in policy.CasePermission if viewer.may(to)]


def test_before_it_is_met_everywhere(ended: World) -> None:
    """Known-bad control of the next test: an ended file that was not put away is met on every way."""
    assert [way for way, met in everywhere(ended) if not met and way != "duty line"] == []


def test_put_away_it_is_met_nowhere(ended: World) -> None:
    put_away(ended)
    assert [way for way, met in everywhere(ended) if met] == []
    assert ended.person.sealed_at == NOW


def test_the_figures_still_count_it(ended: World) -> None:
    question = Question(period=monthly(2020, 6), unit_path=ended.cast.thuong_lac.path)
    names = ("stock.removed", "stock.opening", "contacts.total")
    before = {name: register.row_ids(name, question) for name in names}
    put_away(ended)
    assert {name: register.row_ids(name, question) for name in names} == before
    assert all(before.values())


def test_the_person_stays_while_another_file_is_open(ended: World) -> None:
    second = people.open_home_case(ended.cast, ended.person, on=date(2020, 6, 12), number="09/QĐ-UBND")
    put_away(ended)
    assert ended.person.sealed_at is None
    assert policy.get_case_for(ended.cast.viewer(ended.cast.officer), second.pk).pk == second.pk


def test_who_comes_back_is_registered_anew(ended: World) -> None:
    put_away(ended)
    again = people.register_person(ended.cast, "Phạm Văn Mẫu", id_number="079092009999")
    assert again.pk != ended.person.pk


def test_its_duties_are_gone_and_it_can_be_put_away_once(ended: World) -> None:
    put_away(ended)
    assert not Duty.objects.filter(subject_id=str(ended.case.pk), settled_at=None).exists()
    with pytest.raises(Refused, match="đã niêm phong"):
        put_away(ended)


def unseal(world: World, case: Case) -> Case:
    officer, leader = world.cast.viewer(world.cast.officer), world.cast.viewer(world.cast.leader)
    act = joint.ask(
        sealed.KIND,
        subject_kind=sealed.SUBJECT,
        subject_id=case.pk,
        unit=world.cast.thuong_lac,
        reason="Người đó xin bản sao dữ liệu của mình",
        what=sealing.what_of(case),
        by=officer,
        at=NOW,
    )
    with pytest.raises(Refused):
        sealing.unseal_case(case=case, act=act, by=officer, at=NOW)
    joint.confirm(act, by=leader, at=NOW)
    return sealing.unseal_case(case=case, act=JointAct.objects.get(pk=act.pk), by=officer, at=NOW)


def test_two_people_open_it_for_a_month(ended: World) -> None:
    case = unseal(ended, put_away(ended))
    viewer = ended.cast.viewer(ended.cast.officer)
    assert policy.get_case_for(viewer, case.pk).pk == case.pk
    assert person_queries.names_of([Person.objects.get(pk=ended.person.pk)], viewer)[ended.person.pk] == "Phạm Văn Mẫu"
    assert sealing.seal_due(on=TODAY + timedelta(days=29), by=SETTER, at=NOW) == 0
    assert sealing.seal_due(on=TODAY + timedelta(days=30), by=SETTER, at=NOW) == 1


def test_another_act_opens_nothing(ended: World) -> None:
    case = put_away(ended)
    other = JointAct(kind="privacy.disclosure", subject_id=str(case.pk))
    with pytest.raises(NotHere):
        sealing.unseal_case(case=case, act=other, by=ended.cast.viewer(ended.cast.officer), at=NOW)
    wrong = JointAct(kind=sealed.KIND, subject_id="somebody else")
    with pytest.raises(NotHere):
        sealing.unseal_case(case=case, act=wrong, by=ended.cast.viewer(ended.cast.officer), at=NOW)


def test_it_is_not_opened_over_somebody_registered_anew(ended: World) -> None:
    case = put_away(ended)
    people.register_person(ended.cast, "Phạm Văn Mẫu", id_number="079092009999")
    with pytest.raises(Refused, match="ghi mới"):
        unseal(ended, case)
    case.refresh_from_db()
    assert case.sealed_at is not None


def test_only_those_of_the_unit_know_that_there_are_any(ended: World) -> None:
    case = put_away(ended)
    for account in (ended.cast.officer, ended.cast.leader):
        assert sealed.get_sealed_case_for(ended.cast.viewer(account), case.pk).pk == case.pk
    for account in (ended.cast.police, ended.cast.helper, ended.cast.stranger_officer, ended.cast.administrator):
        assert not sealed.put_away(ended.cast.viewer(account)).exists()


def test_nightly_work_puts_away_what_ended_long_ago(ended: World) -> None:
    assert sealing.seal_due(on=DUE - timedelta(days=1), by=SETTER, at=NOW) == 0
    assert sealing.seal_due(on=DUE, by=SETTER, at=NOW) == 1
    assert sealing.seal_due(on=DUE, by=SETTER, at=NOW) == 0


def test_not_while_he_asks_for_something(ended: World) -> None:
    received(ended)
    assert sealing.seal_due(on=DUE, by=SETTER, at=NOW) == 0


def test_the_units_own_term_holds(ended: World) -> None:
    set_term(ended, seal_after_days=10)
    assert sealing.seal_due(on=ENDED + timedelta(days=10), by=SETTER, at=NOW) == 1


def test_whose_term_it_is_and_that_it_was_set_is_in_the_log(world: World) -> None:
    set_term(world, seal_after_days=10)
    unit, other = world.cast.thuong_lac, world.cast.long_khanh_a
    entry = AuditEntry.objects.get(code="privacy.retention_set")
    assert (entry.subject_id, entry.unit_path) == (str(unit.pk), unit.path)
    assert privacy.term_at(unit.path, "cases.ended").seal_after_days == 10
    assert not any(term.own or term.set_at for term in privacy.terms_at(other.path))


def set_term(world: World, *, seal_after_days: int | None = 90, keep_years: int | None = None) -> None:
    retention.set_term(
        unit=world.cast.thuong_lac,
        category="cases.ended",
        seal_after_days=seal_after_days,
        keep_years=keep_years,
        basis="Bảng thời hạn bảo quản số 12/QĐ-UBND" if keep_years else "",
        by=world.cast.viewer(world.cast.leader).actor,
        at=NOW,
    )


def test_as_shipped_nothing_is_ever_destroyed(ended: World) -> None:
    put_away(ended)
    assert sealing.destroy_due(on=date(2099, 1, 1), by=SETTER, at=NOW) == 0


def test_after_its_term_the_key_is_gone_and_with_it_every_word(world: World) -> None:
    told = history.told(world.cast, ended=True)
    sealing.seal_case(case=told.case, by=SETTER, at=NOW)
    set_term(world, keep_years=20)
    assert sealing.destroy_due(on=date(2040, 6, 9), by=SETTER, at=NOW) == 0
    assert sealing.destroy_due(on=date(2040, 6, 10), by=SETTER, at=NOW) == 1
    told.person.refresh_from_db()
    assert (told.person.id_index, told.person.phone_index, told.person.birth_year) == (None, None, None)
    assert not SocialProfile.objects.filter(person=told.person).exists()
    assert UseProfile.objects.get(case=told.case).substances == ""
    for row in [told.person, *holdings.of([told.case.pk])]:
        for field in row._meta.concrete_fields:
            if isinstance(field, SealedField) and getattr(row, field.name) is not None:
                with pytest.raises(vault.KeyDestroyed):
                    vault.reveal(row, field.name)
    assert DataKey.objects.filter(scope=world.cast.thuong_lac.path, destroyed_at=None).exists()


def test_a_second_file_of_the_same_person_keeps_him(ended: World) -> None:
    put_away(ended)
    set_term(ended, keep_years=20)
    Person.objects.filter(pk=ended.person.pk).update(sealed_at=None)
    people.open_home_case(ended.cast, Person.objects.get(pk=ended.person.pk), on=date(2020, 6, 12), number="9/QĐ")
    assert sealing.destroy_due(on=date(2040, 6, 10), by=SETTER, at=NOW) == 1
    assert vault.reveal(Person.objects.get(pk=ended.person.pk), "full_name") == "Phạm Văn Mẫu"


def test_not_while_a_paper_of_his_is_with_somebody_else(ended: World) -> None:
    put_away(ended)
    set_term(ended, keep_years=20)
    received(ended)
    assert privacy.hold_on("person", [str(ended.person.pk)]) == {str(ended.person.pk)}
    assert sealing.destroy_due(on=date(2040, 6, 10), by=SETTER, at=NOW) == 0


# --- nothing is left under the unit's key -------------------------------------------------------------------------


def hanging_on_cases() -> set[str]:
    """Tables with sealed fields from which a foreign key leads to a case, however long the way."""
    found: set[type[models.Model]] = {Case}
    while True:
        more = {
            model
            for model in apps.get_models()
            if model not in found
            and any(field.related_model in found for field in model._meta.concrete_fields if field.is_relation)
        }
        if not more:
            break
        found |= more
    return {
        model._meta.label
        for model in found
        if any(isinstance(field, SealedField) for field in model._meta.concrete_fields)
    }


BY_ID = {"files.StoredFile"}
"""Tables that name their case by kind and id."""
BESIDE = {"exchange.ImportRow"}
"""Rows of a list that was taken in: what waited in them is destroyed as the list is taken."""


def test_every_sealed_table_of_a_case_gets_its_key() -> None:
    assert (hanging_on_cases() - BESIDE) | BY_ID == set(holdings.holdings.keys())


def test_a_forgotten_table_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Known-bad control."""
    monkeypatch.delitem(holdings.holdings._entries, "care.Contact")
    assert hanging_on_cases() - BESIDE - set(holdings.holdings.keys()) == {"care.Contact"}


def test_sealed_rows_lie_under_keys_of_their_own(world: World) -> None:
    told = history.told(world.cast, ended=True)
    sealing.seal_case(case=told.case, by=SETTER, at=NOW)
    own = set(DataKey.objects.filter(scope=f"case:{told.case.pk}").values_list("pk", flat=True))
    used = set()
    for row in holdings.of([told.case.pk]):
        for field in row._meta.concrete_fields:
            envelope = getattr(row, field.name) if isinstance(field, SealedField) else None
            used |= {int.from_bytes(bytes(envelope)[3:11], "big")} if envelope else set()
    assert used == own
    assert len(used) == 4  # identity (of guardians, guarantors), social, health, police
    assert HelperAssignment.objects.filter(case=told.case).exists()
