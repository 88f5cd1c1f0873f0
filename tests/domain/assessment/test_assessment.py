"""Classifications over time, the cross table, determinations with their paper, scores that nobody else can ask for."""

import json
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest
from django.db import IntegrityError, transaction

from hoanhap.foundation import vault
from hoanhap.foundation.access.models import Account
from hoanhap.foundation.audit.models import AuditEntry
from hoanhap.foundation.notices.models import Duty
from hoanhap.kernel import clock, ids
from hoanhap.kernel.errors import NotHere, Refused
from hoanhap.people.assessment import actions, cross_table, policy, queries, timeline
from hoanhap.people.assessment.actions import DeterminationDetails, DiagnoserDetails
from hoanhap.people.assessment.classifying import Details
from hoanhap.people.assessment.determination_rules import Findings, Lasting, Result
from hoanhap.people.assessment.models import Classification, Determination, Diagnoser, Kind, Scoring
from hoanhap.people.assessment.policy import AssessmentPermission as May
from hoanhap.people.cases import actions as cases
from hoanhap.people.cases import queries as case_queries
from hoanhap.people.cases.models import Case
from hoanhap.people.cases.rules import Step
from tests import people
from tests.cast import NOW, TODAY, Cast

IN_2023 = date(2023, 5, 4)
AT_2023 = clock.at(IN_2023, 9)


def classified(cast: Cast, case: Case, level: str, cause: str, *, on: date = TODAY, **said: object) -> Classification:
    details = Details(from_on=on, level=level, cause=cause, **said)  # type: ignore[arg-type]
    return actions.classify(case, details=details, by=cast.viewer(cast.officer).actor, at=NOW)


def certified(cast: Cast, *, until: date | None = None) -> Diagnoser:
    details = DiagnoserDetails(
        name="Huỳnh Thị Lụa",
        facility="Trạm Y tế xã Thường Lạc",
        qualification="trained_doctor",
        certificate="CC-12/2019",
        valid_from=date(2019, 3, 1),
        valid_to=until,
    )
    return actions.add_diagnoser(details=details, unit=cast.thuong_lac, by=cast.viewer(cast.officer).actor, at=NOW)


def paper(cast: Cast, diagnoser: Diagnoser | None, *, on: date = IN_2023) -> DeterminationDetails:
    return DeterminationDetails(
        result=Result.HAS,
        determined_on=on,
        paper_number="14/PKQ",
        facility="Trung tâm Y tế huyện",
        diagnoser=diagnoser,
        signer="" if diagnoser else "Lê Văn Lạ",
    )


def determined(cast: Cast, case: Case, details: DeterminationDetails, *, at: object = AT_2023) -> Determination:
    row, _remarks = actions.determine(case, details=details, by=cast.viewer(cast.officer).actor, at=at)  # type: ignore[arg-type]
    return row


# --- classification -----------------------------------------------------------------------------------------------


@pytest.mark.requirement("S2-56")
def test_the_cross_table_counts_each_open_case_once_as_classified_on_the_day(cast: Cast) -> None:
    first, second, third = (
        people.open_home_case(cast, people.register_person(cast, name)) for name in ("Một", "Hai", "Ba")
    )
    other = people.open_home_case(cast, people.register_person(cast, "Bốn", unit=cast.long_khanh_a))
    classified(cast, first, "light", "friends", on=date(2020, 2, 3))
    classified(cast, first, "heavy", "friends", on=date(2020, 6, 1))
    classified(cast, second, "heavy", "friends")
    classified(cast, third, "light", "sorrow")
    classified(cast, other, "heavy", "friends")
    mine = queries.level_by_cause(cast.viewer(cast.officer), cast.thuong_lac.path, TODAY)
    assert (mine.at("heavy", "friends"), mine.at("light", "sorrow"), mine.at("light", "friends")) == (2, 1, 0)
    assert (mine.row("heavy"), mine.column("friends"), mine.total) == (2, 2, 3)
    before = queries.level_by_cause(cast.viewer(cast.officer), cast.thuong_lac.path, date(2020, 3, 1))
    assert before.counts == {("light", "friends"): 1}
    above = queries.level_by_cause(cast.viewer(cast.district_merger), cast.hong_ngu.path, TODAY)
    assert above.at("heavy", "friends") == 3
    assert above.of_units == [("xã Long Khánh A", 1), ("xã Thường Lạc", 3)]
    assert cross_table.above_commune(above).total is None
    assert queries.level_by_cause(cast.viewer(cast.stranger_officer), cast.thuong_lac.path, TODAY).total == 0


def test_of_one_day_the_last_written_holds_and_the_note_lies_sealed(cast: Cast, case: Case) -> None:
    classified(cast, case, "light", "friends")
    row = classified(cast, case, "medium", "pain", note="đau lưng đã lâu", traits=("alone", "poor"))
    held = queries.classification_of(case, TODAY)
    assert held == row
    assert queries.details_of(row).traits == ("alone", "poor")
    assert row.note is not None
    assert "đau".encode() not in bytes(row.note)
    assert vault.reveal(row, "note") == "đau lưng đã lâu"
    assert queries.classification_of(case, TODAY - timedelta(days=1)) is None


@pytest.mark.requirement("S2-57")
def test_a_suggestion_changes_nothing(cast: Cast, case: Case) -> None:
    determined(cast, case, paper(cast, None, on=TODAY), at=NOW)
    classified(cast, case, "light", "friends", drugs=("opioid",))
    before = Case.objects.values().get(pk=case.pk)
    rows = AuditEntry.objects.count()
    found = queries.suggestion_for(case, TODAY)
    assert found.measure == "ost"
    assert "dạng thuốc phiện" in found.sentence
    assert Case.objects.values().get(pk=case.pk) == before
    assert AuditEntry.objects.count() == rows


# --- determination ------------------------------------------------------------------------------------------------


def test_a_measure_is_no_determination(cast: Cast, case: Case) -> None:
    assert case.measure == "rehab_voluntary_home"
    assert queries.determination_of(case) is None


@pytest.mark.requirement("S2-48")
def test_a_result_signed_by_somebody_uncertified_is_refused_and_leaves_nothing(cast: Cast, case: Case) -> None:
    lapsed = certified(cast, until=date(2022, 3, 1))
    for diagnoser in (None, lapsed):
        with pytest.raises(Refused) as refusal:
            determined(cast, case, paper(cast, diagnoser))
        assert refusal.value.code == "diagnoser-uncertified"
        assert refusal.value.article
    assert not Determination.objects.exists()
    assert not AuditEntry.objects.filter(code="case.determined").exists()


def test_a_certified_result_stands_beside_the_state_and_settles_the_wait(cast: Cast, case: Case) -> None:
    state = case.state
    row = determined(cast, case, paper(cast, certified(cast)))
    assert queries.determination_of(case) == row
    assert row.signer == "Huỳnh Thị Lụa"
    assert row.regime == "R2021"
    assert queries.determination_of(case, IN_2023 - timedelta(days=1)) is None
    case.refresh_from_db()
    assert case.state == state
    titles = [event.title for event in case_queries.timeline(case, cast.viewer(cast.officer))]
    assert "Kết quả xác định tình trạng nghiện: có nghiện" in titles


def test_a_result_sent_twice_is_one_and_a_paper_is_written_once(cast: Cast, case: Case) -> None:
    details = replace(paper(cast, certified(cast)), client_key=ids.new_id())
    assert determined(cast, case, details) == determined(cast, case, details)
    with pytest.raises(Refused):
        determined(cast, case, replace(details, client_key=ids.new_id()))
    assert Determination.objects.count() == 1


def test_a_result_struck_out_holds_no_more_and_stays_written(cast: Cast, case: Case) -> None:
    row = determined(cast, case, paper(cast, certified(cast)))
    by = cast.viewer(cast.officer).actor
    with pytest.raises(Refused):
        actions.strike(row, reason=" ", by=by, at=AT_2023)
    actions.strike(row, reason="ghi nhầm người", by=by, at=AT_2023)
    with pytest.raises(Refused):
        actions.strike(row, reason="lần nữa", by=by, at=AT_2023)
    assert queries.determination_of(case) is None
    assert [
        event.struck
        for event in case_queries.timeline(case, cast.viewer(cast.officer))
        if event.kind == "determination"
    ] == [True]
    assert determined(cast, case, paper(cast, Diagnoser.objects.get())) != row


def test_the_criteria_lie_in_the_health_room(cast: Cast, case: Case) -> None:
    agency = cast.health_station.postings.get().agency
    findings = Findings(met=frozenset({"craving", "harm", "control"}), lasting=Lasting.MONTH)
    row = determined(cast, case, replace(paper(cast, certified(cast)), findings=findings, agency=agency))
    assert row.findings is not None
    assert b"craving" not in bytes(row.findings)
    assert json.loads(vault.reveal(row, "findings"))["met"] == ["control", "craving", "harm"]
    with pytest.raises(IntegrityError), transaction.atomic():
        Determination.objects.filter(pk=row.pk).update(agency=None)


def test_while_a_determination_is_awaited_the_police_have_a_duty_with_its_article(cast: Cast) -> None:
    at, by = clock.at(date(2023, 5, 4), 9), cast.viewer(cast.officer).actor
    person = people.register_person(cast, "Nguyễn Văn Chờ")
    steps = tuple(Step(state=state, on=date(2023, 5, 4)) for state in ("identified", "addiction_determination"))
    case = cases.open_case(opening=cases.Opening(person=person, steps=steps), unit=person.unit, by=by, at=at)
    duty = Duty.objects.get(kind="assessment.result_due", settled_at=None)
    assert duty.subject_id == str(case.pk)
    assert duty.holder_role == "commune_police"
    assert "109/2021" in duty.article
    assert clock.local_day(duty.due_at) == date(2023, 5, 9)
    determined(cast, case, paper(cast, certified(cast), on=date(2023, 5, 6)), at=clock.at(date(2023, 5, 6), 9))
    assert not Duty.objects.filter(kind="assessment.result_due", settled_at=None).exists()


# --- who may ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("to", "names"),
    [
        (May.CLASSIFY, {"officer", "leader", "deputy"}),
        (May.WRITE_RESULT, {"officer", "leader", "deputy", "police", "police_chief"}),
        (May.READ_RESULT, {"officer", "leader", "deputy", "police", "police_chief", "inspector"}),
        (May.READ_CLASS, {"officer", "leader", "deputy", "police", "police_chief"}),
    ],
)
def test_who_may(cast: Cast, case: Case, to: May, names: set[str]) -> None:
    people.refer(cast, case, cast.health_station)
    found = set()
    for name, account in cast.everybody().items():
        try:
            policy.get_case_for(cast.viewer(account), case.pk, to=to)
        except NotHere:
            continue
        found.add(name)
    assert found == names


# --- instruments --------------------------------------------------------------------------------------------------

DAST = {f"d{number}": 1 for number in range(1, 11)}


def answered(cast: Cast, case: Case, agency_id: UUID, *, on: date = TODAY, **other: int) -> Scoring:
    agency = cast.health_station.postings.get().agency
    assert agency is not None
    assert agency.pk == agency_id
    by = cast.viewer(cast.health_station).actor
    return actions.keep_answers(case, agency=agency, kind=Kind.DAST10, answers=DAST | other, taken_on=on, by=by, at=NOW)


def test_answers_lie_sealed_and_are_read_as_a_series_by_their_station(cast: Cast, case: Case) -> None:
    agency = cast.health_station.postings.get().agency
    assert agency is not None
    answered(cast, case, agency.pk, on=date(2020, 3, 2))
    row = answered(cast, case, agency.pk, d3=0, d10=0)
    assert b"d10" not in bytes(row.answers)
    viewer = cast.viewer(cast.health_station)
    found = {one.kind: one for one in queries.series(viewer, case, agency_ids={agency.pk}, at=NOW)}
    assert found["dast10"].days == (date(2020, 3, 2), TODAY)
    assert [point.value for point in found["dast10"].lines[0].points if point] == [9, 9]
    assert found["assist"].days == () == found["top"].days
    other = cast.centre.postings.get().agency
    assert other is not None
    assert all(not one.days for one in queries.series(viewer, case, agency_ids={other.pk}, at=NOW))
    assert AuditEntry.objects.filter(code="health.scores_read").count() == 2


def test_no_score_stands_in_plain_in_any_column(cast: Cast, case: Case) -> None:
    agency = cast.health_station.postings.get().agency
    assert agency is not None
    answered(cast, case, agency.pk)
    names = {field.name for field in Scoring._meta.get_fields()}
    assert not {"score", "value", "band", "sum"} & names
    (said,) = AuditEntry.objects.filter(code="health.scored").values_list("detail", flat=True)
    assert set(json.loads(said)) == {"scoring"}


def test_a_sitting_outside_the_file_is_refused(cast: Cast, case: Case) -> None:
    agency = cast.health_station.postings.get().agency
    assert agency is not None
    for day in (TODAY + timedelta(days=1), case.opened_on - timedelta(days=1)):
        with pytest.raises(Refused):
            answered(cast, case, agency.pk, on=day)
    with pytest.raises(Refused):
        answered(cast, case, agency.pk, d1=2)
    assert not Scoring.objects.exists()


# --- what the file tells, and the log ----------------------------------------------------------------------------


def told(cast: Cast, case: Case, who: Account) -> dict[str, str]:
    viewer = cast.viewer(who, IN_2023)
    events = [event for source in timeline.SOURCES.values() for event in source.tell(case, viewer)]
    return {event.kind: f"{event.title} · {event.detail}" for event in events}


def test_the_timeline_tells_each_post_what_it_may_read(cast: Cast, case: Case) -> None:
    classified(cast, case, "light", "friends")
    row = determined(cast, case, paper(cast, certified(cast)))
    actions.strike(row, reason="ghi nhầm người", by=cast.viewer(cast.officer).actor, at=AT_2023)
    officer, police, helper = (told(cast, case, who) for who in (cast.officer, cast.police, cast.helper))
    assert set(officer) == set(police) == {"determination", "classification"}
    assert "ghi nhầm người" in officer["determination"]
    assert "14/PKQ" in police["determination"]
    assert "ghi nhầm người" not in police["determination"]  # the words of the social room
    assert helper == told(cast, case, cast.stranger_officer) == {}


def test_what_is_written_down_and_struck_out_is_logged(cast: Cast, case: Case) -> None:
    who = cast.viewer(cast.officer).actor
    classified(cast, case, "light", "friends")
    diagnoser = certified(cast)
    row = determined(cast, case, paper(cast, diagnoser))
    actions.strike(row, reason="ghi nhầm người", by=who, at=AT_2023)
    actions.end_diagnoser(diagnoser, on=IN_2023, by=who, at=AT_2023)
    of_the_case = AuditEntry.objects.filter(subject_kind="case", subject_id=str(case.pk), code__startswith="case.")
    assert {"case.classified", "case.determined", "case.determination_struck"} <= set(
        of_the_case.values_list("code", flat=True)
    )
    of_the_place = AuditEntry.objects.filter(subject_kind="place", code__startswith="diagnoser.").order_by("id")
    assert list(of_the_place.values_list("code", flat=True)) == ["diagnoser.added", "diagnoser.ended"]
