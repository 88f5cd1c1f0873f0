"""Opening cases, one and many: codes, standings, what lies sealed, what is refused."""

import threading
from datetime import date

import pytest
from django.db import IntegrityError, connection, connections, transaction

from hoanhap.foundation import vault
from hoanhap.foundation.audit.models import AuditEntry
from hoanhap.foundation.notices.models import Duty
from hoanhap.kernel.dates import PartialDate
from hoanhap.kernel.errors import Refused
from hoanhap.people.cases import actions, duties
from hoanhap.people.cases.actions import BadOpening, Opening
from hoanhap.people.cases.actions.numbering import draw_codes
from hoanhap.people.cases.models import Case, CodeCounter, PoliceRecord, Standing, UseProfile
from hoanhap.people.cases.rules import Decision, Step, UseDetails
from hoanhap.people.persons import actions as person_actions
from hoanhap.people.persons.rules import PersonDetails
from tests import cast as casting
from tests.cast import NOW, SETTER, Cast

SIGNED = Decision(
    number="15/QĐ-UBND",
    on=date(2020, 1, 6),
    signer="Chủ tịch UBND xã",
    term_from=date(2020, 1, 6),
    term_to=date(2020, 7, 1),
)
LONG = Decision(number="16/QĐ-UBND", on=date(2020, 1, 6), term_from=date(2020, 1, 6), term_to=date(2021, 1, 6))


def test_a_new_case_has_a_code_a_standing_and_a_log(open_case, cast: Cast) -> None:
    case = open_case()
    assert case.code == "TL-2020-001"
    standing = Standing.objects.get(case=case)
    assert (standing.number, standing.state, standing.came_from, standing.to_on) == (1, "identified", "", None)
    assert standing.verb == "list_person"
    entry = AuditEntry.objects.get(code="case.opened")
    assert (entry.subject_id, entry.unit_path) == (str(case.pk), cast.thuong_lac.path)


def test_codes_count_by_commune_and_year(open_case, cast: Cast) -> None:
    codes = [
        open_case(name="Một").code,
        open_case(name="Hai").code,
        open_case(on=date(2019, 3, 1), name="Ba").code,
        open_case(name="Bốn", unit="long_khanh_a").code,
        open_case(name="Năm").code,
    ]
    assert codes == ["TL-2020-001", "TL-2020-002", "TL-2019-001", "LKA-2020-001", "TL-2020-003"]


def test_a_case_may_start_later_on_its_way(register, cast: Cast) -> None:
    opening = Opening(
        person=register(),
        steps=(
            Step(state="addicted", on=date(2019, 12, 2)),
            Step(state="registered", on=date(2020, 1, 2)),
            Step(state="rehab_voluntary_home", on=date(2020, 1, 6), decision=LONG, signer_title="Chủ tịch"),
        ),
        wish="Có việc làm gần nhà",
        use=UseDetails(first_use_year=2012, substances="ma túy đá", route="hít", cause="bạn bè rủ", rehab_count=1),
        prior_record="Một lần bị phạt hành chính",
    )
    case = actions.open_case(opening=opening, unit=cast.thuong_lac, by=SETTER, at=NOW)
    assert (case.state, case.measure, case.opened_on) == (
        "rehab_voluntary_home",
        "rehab_voluntary_home",
        date(2019, 12, 2),
    )
    assert (case.decision_number, case.term_to) == ("16/QĐ-UBND", date(2021, 1, 6))
    way = list(Standing.objects.order_by("number").values_list("state", "came_from", "from_on", "to_on"))
    assert way == [
        ("addicted", "", date(2019, 12, 2), date(2020, 1, 2)),
        ("registered", "addicted", date(2020, 1, 2), date(2020, 1, 6)),
        ("rehab_voluntary_home", "registered", date(2020, 1, 6), None),
    ]
    stored = Case.objects.get(pk=case.pk)
    assert vault.reveal(stored, "wish") == "Có việc làm gần nhà"
    assert vault.reveal(UseProfile.objects.get(case=stored), "cause") == "bạn bè rủ"
    assert vault.reveal(PoliceRecord.objects.get(case=stored), "prior_record") == "Một lần bị phạt hành chính"


@pytest.mark.parametrize(
    ("table", "hidden"),
    [("cases_case", "gần nhà"), ("cases_useprofile", "rủ"), ("cases_policerecord", "phạt")],
)
def test_free_words_do_not_lie_open(register, cast: Cast, table: str, hidden: str) -> None:
    opening = Opening(
        person=register(),
        steps=(Step(state="identified", on=date(2020, 5, 4)),),
        wish="Có việc làm gần nhà",
        use=UseDetails(cause="bạn bè rủ", substances="ma túy đá"),
        prior_record="Một lần bị phạt hành chính",
    )
    actions.open_case(opening=opening, unit=cast.thuong_lac, by=SETTER, at=NOW)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {table}")  # noqa: S608
        row = cursor.fetchone()
    raw = b"|".join(bytes(cell) if isinstance(cell, bytes | memoryview) else str(cell).encode() for cell in row)
    assert b"v1|" in raw
    assert hidden.encode() not in raw


def test_one_person_has_one_open_case(register, cast: Cast) -> None:
    person = register()
    opening = Opening(person=person, steps=(Step(state="identified", on=date(2020, 5, 4)),))
    with pytest.raises(BadOpening) as refusal:
        actions.bulk_open(openings=[opening, opening], unit=cast.thuong_lac, by=SETTER, at=NOW)
    assert (refusal.value.index, refusal.value.code) == (1, "case-open")
    assert not Case.objects.exists()
    assert not CodeCounter.objects.exists()
    actions.open_case(opening=opening, unit=cast.thuong_lac, by=SETTER, at=NOW)
    with pytest.raises(Refused):
        actions.open_case(opening=opening, unit=cast.thuong_lac, by=SETTER, at=NOW)


def test_a_person_of_another_commune_is_refused(register, cast: Cast) -> None:
    opening = Opening(person=register(), steps=(Step(state="identified", on=date(2020, 5, 4)),))
    with pytest.raises(Refused):
        actions.open_case(opening=opening, unit=cast.long_khanh_a, by=SETTER, at=NOW)


def test_a_refused_row_leaves_nothing_and_names_its_place(register, cast: Cast) -> None:
    good = Opening(person=register("Một"), steps=(Step(state="identified", on=date(2020, 5, 4)),))
    bad = Opening(
        person=register("Hai"), steps=(Step(state="rehab_voluntary_home", on=date(2020, 1, 6), decision=SIGNED),)
    )
    with pytest.raises(BadOpening) as refusal:
        actions.bulk_open(openings=[good, bad], unit=cast.thuong_lac, by=SETTER, at=NOW)
    assert (refusal.value.index, refusal.value.code) == (1, "term-outside-law")
    assert refusal.value.article
    assert not Case.objects.exists()
    assert not Standing.objects.exists()


@pytest.mark.parametrize(
    "broken",
    [
        {"state": "cured"},
        {"regime": "R1999"},
        {"state": "completed"},
        {"closed_on": date(2020, 6, 1)},
        {"term_from": date(2020, 6, 1), "term_to": date(2020, 6, 1)},
        {"term_to": date(2020, 6, 1)},
        {"decision_number": "1"},
        {"decision_on": date(2020, 6, 1)},
        {"times": 0},
    ],
)
def test_the_database_itself_refuses_broken_cases(open_case, broken: dict[str, object]) -> None:
    case = open_case()
    with pytest.raises(IntegrityError), transaction.atomic():
        Case.objects.filter(pk=case.pk).update(**broken)


@pytest.mark.parametrize(
    "broken",
    [{"to_on": date(2020, 5, 3)}, {"came_from": "addicted"}, {"struck": True}, {"state": "x"}, {"number": 2}],
)
def test_the_database_itself_refuses_broken_standings(open_case, broken: dict[str, object]) -> None:
    case = open_case()
    with pytest.raises(IntegrityError), transaction.atomic():
        Standing.objects.filter(case=case).update(**broken)


def test_the_database_itself_refuses_a_second_current_standing(open_case, cast: Cast) -> None:
    case = open_case()
    first = Standing.objects.get(case=case)
    first.pk, first.number, first.came_from = None, 2, "identified"
    with pytest.raises(IntegrityError), transaction.atomic():
        Standing.objects.bulk_create([first])


def test_the_duties_of_new_and_of_waiting_cases(open_case, cast: Cast) -> None:
    new = open_case(name="Một")
    waiting = open_case("registered", date(2020, 6, 10), name="Hai")
    ending = open_case(
        "rehab_voluntary_home",
        date(2020, 1, 6),
        name="Ba",
        decision=Decision(number="9/QĐ", on=date(2019, 12, 30), term_from=date(2019, 12, 30), term_to=date(2020, 7, 1)),
    )
    open_case("addicted", date(2020, 1, 6), name="Bốn")
    found = {(duty.subject_id, duty.kind): duty for duty in Duty.objects.filter(kind__startswith="case.")}
    assert set(found) == {
        (str(new.pk), duties.FIRST_CONTACT),
        (str(waiting.pk), duties.DECISION),
        (str(ending.pk), duties.TERM_30),
        (str(ending.pk), duties.TERM_15),
    }
    decision = found[str(waiting.pk), duties.DECISION]
    assert (decision.holder_role, decision.confidence) == ("commune_leader", "SEEN")
    assert decision.article
    assert found[str(ending.pk), duties.TERM_15].due_at.date() == date(2020, 6, 30)


def test_a_thousand_cases_need_few_queries(cast: Cast, django_assert_max_num_queries) -> None:
    details = [
        PersonDetails(full_name=f"Người {n}", birth=PartialDate(1980), id_number=f"{n:012d}") for n in range(1000)
    ]
    persons = person_actions.bulk_register(details=details, unit=cast.thuong_lac, by=SETTER, at=NOW)
    openings = [
        Opening(
            person=person,
            steps=(
                Step(
                    state="rehab_voluntary_home",
                    on=date(2020, 6, 1),
                    decision=Decision(number=f"{n}/QĐ", on=date(2020, 6, 1)),
                ),
            ),
        )
        for n, person in enumerate(persons)
    ]
    # SQLite takes 999 values at a time, so wide tables need many inserts; followers bring their own plans and duties.
    limit = 220 if connection.vendor == "sqlite" else 100
    with django_assert_max_num_queries(limit):
        cases = actions.bulk_open(openings=openings, unit=cast.thuong_lac, by=SETTER, at=NOW)
    assert cases[-1].code == "TL-2020-1000"
    assert len({case.code for case in cases}) == Case.objects.count() == Standing.objects.count() == 1000


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_officers_never_draw_one_number() -> None:
    unit = casting.make().thuong_lac
    drawn: list[str] = []
    barrier = threading.Barrier(4)

    def draw() -> None:
        try:
            barrier.wait()
            for _ in range(5):
                with transaction.atomic():
                    drawn.extend(draw_codes(unit, [2020, 2020]))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=draw) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(drawn) == len(set(drawn)) == 40


def test_numbers_are_drawn_by_updating_in_place(cast: Cast) -> None:
    """Also on SQLite: a counter that was raised by somebody else in between is counted on, not overwritten."""
    assert draw_codes(cast.thuong_lac, [2020, 2019, 2020]) == ["TL-2020-001", "TL-2019-001", "TL-2020-002"]
    CodeCounter.objects.filter(year=2020).update(last=41)
    assert draw_codes(cast.thuong_lac, [2020]) == ["TL-2020-042"]
