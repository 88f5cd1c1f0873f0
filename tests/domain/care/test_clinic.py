"""The health room: detox with its exam and sheets, tests and who sees them, minors, phases, overdose, results."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import connection

from hoanhap.foundation import vault
from hoanhap.foundation.audit.models import AuditEntry
from hoanhap.foundation.indicators import register, rows
from hoanhap.foundation.indicators.register import Question
from hoanhap.foundation.notices.models import Duty
from hoanhap.foundation.notices.queries import lines
from hoanhap.foundation.privacy.actions import consents
from hoanhap.foundation.privacy.models import Consent
from hoanhap.kernel import clock, ids
from hoanhap.kernel.errors import NotHere, Refused
from hoanhap.people.care import health_room_actions
from hoanhap.people.care import policy as care_policy
from hoanhap.people.care.clinic import actions, duties, policy, queries
from hoanhap.people.care.clinic.guardians import Signed
from hoanhap.people.care.clinic.models import ClinicSheet, DetoxEpisode, SubstitutionPhase
from hoanhap.people.care.clinic.rules import Lack
from hoanhap.people.care.clinic.sheets import DetoxDay, DrugTest, Exam, Overdose
from hoanhap.people.care.health_room_models import Referral, ReferralOutcome
from hoanhap.people.cases import queries as case_queries
from hoanhap.people.cases.models import Case
from tests import people
from tests.cast import NOW, SETTER, TODAY, Cast
from tests.domain.care import talks
from tests.domain.care.talks import written

TEST = DrugTest(result="positive", kit="QuickTest 4", positive=("mop",))
EXAM = Exam(fit="here", pressure="120/80", illness="Đau dạ dày")
DAY = DetoxDay(withdrawal="moderate", sleep="poor", medicine="Diazepam 5 mg")
BLOOD = replace(TEST, sample="blood")


@pytest.fixture
def case(cast: Cast) -> Case:
    return people.open_home_case(cast, people.register_person(cast, "Nguyễn Văn Đào", hamlet=cast.ap_2))


@pytest.fixture
def room(cast: Cast, case: Case) -> Referral:
    return people.refer(cast, case, cast.health_station)


def start(cast: Cast, room: Referral, on: date = TODAY) -> DetoxEpisode:
    actor = cast.viewer(cast.health_station).actor
    return actions.start_detox(room, began_on=on, by=actor, at=clock.at(on, 8))


def work(cast: Cast, name: str = "health_station", at: date = TODAY) -> list[str]:
    return [line.title for line in lines(cast.viewer(getattr(cast, name), at), clock.at(at, 9))]


# --- detox --------------------------------------------------------------------------------------------------------


@pytest.mark.requirement("S2-45")
def test_an_episode_without_its_exam_fails_the_check_and_cannot_be_completed(cast: Cast, room: Referral) -> None:
    episode, note = start(cast, room), written(cast, cast.health_station)
    assert queries.lacks_of(episode, today=TODAY) == (Lack.EXAM,)
    with pytest.raises(Refused, match="khám ban đầu"):
        actions.end_detox(episode, ended_on=TODAY, ending="completed", by=note.by, at=NOW)
    actions.record_exam(room, episode, exam=EXAM, on=TODAY, written=note)
    assert queries.lacks_of(episode, today=TODAY) == ()
    assert actions.end_detox(episode, ended_on=TODAY, ending="completed", by=note.by, at=NOW).ending == "completed"


@pytest.mark.requirement("S2-44")
def test_the_station_has_her_own_work_and_nobody_elses(cast: Cast, case: Case, room: Referral) -> None:
    people.refer(cast, case, cast.centre, accepted=False)
    start(cast, room)
    assert sorted(work(cast)) == ["Ghi phiếu ngày cắt cơn của Nguyễn Văn Đào", "Khám ban đầu cho Nguyễn Văn Đào"]
    for other in ("officer", "police", "helper", "neighbour_station", "centre"):
        assert not [title for title in work(cast, other) if "cắt cơn" in title or "Khám" in title], other
    assert not [title for title in work(cast) if title.startswith("Gặp")]


def test_a_sheet_settles_its_day_and_asks_for_the_next(cast: Cast, room: Referral) -> None:
    episode = start(cast, room)
    (duty,) = Duty.objects.filter(kind="care.detox_day", settled_at=None)
    assert clock.local_day(duty.due_at - timedelta(seconds=1)) == TODAY
    actions.record_day(room, episode, day=DAY, on=TODAY, written=written(cast, cast.health_station))
    (duty,) = Duty.objects.filter(kind="care.detox_day", settled_at=None)
    assert clock.local_day(duty.due_at - timedelta(seconds=1)) == TODAY + timedelta(days=1)


def test_a_day_that_was_left_out_is_asked_for_first(cast: Cast, room: Referral) -> None:
    episode = start(cast, room, TODAY - timedelta(days=2))
    actions.record_day(room, episode, day=DAY, on=TODAY, written=written(cast, cast.health_station))
    (duty,) = Duty.objects.filter(kind="care.detox_day", settled_at=None)
    assert clock.local_day(duty.due_at - timedelta(seconds=1)) == TODAY - timedelta(days=2)
    assert Lack.DAYS in queries.lacks_of(episode, today=TODAY)


def test_the_last_sheet_is_offered_for_today(cast: Cast, room: Referral) -> None:
    episode = start(cast, room, TODAY - timedelta(days=1))
    viewer = cast.viewer(cast.health_station)
    assert queries.last_day_of(viewer, room, episode) is None
    actions.record_day(room, episode, day=DAY, on=TODAY - timedelta(days=1), written=written(cast, cast.health_station))
    assert queries.last_day_of(viewer, room, episode) == DAY


def test_one_episode_one_exam_one_sheet_a_day(cast: Cast, room: Referral) -> None:
    episode, note = start(cast, room), written(cast, cast.health_station)
    with pytest.raises(Refused, match="đang trong một đợt"):
        start(cast, room)
    actions.record_day(room, episode, day=DAY, on=TODAY, written=note)
    with pytest.raises(Refused, match="đã được ghi"):
        actions.record_day(room, episode, day=DAY, on=TODAY, written=note)
    actions.record_exam(room, episode, exam=EXAM, on=TODAY, written=note)
    with pytest.raises(Refused, match="đã được ghi"):
        actions.record_exam(room, episode, exam=EXAM, on=TODAY, written=note)


@pytest.mark.parametrize("on", [TODAY - timedelta(days=1), TODAY + timedelta(days=1)])
def test_a_sheet_is_of_a_day_of_the_episode(cast: Cast, room: Referral, on: date) -> None:
    with pytest.raises(Refused):
        actions.record_day(room, start(cast, room), day=DAY, on=on, written=written(cast, cast.health_station))


def test_when_the_room_shuts_its_work_is_gone(cast: Cast, room: Referral) -> None:
    start(cast, room)
    health_room_actions.end(room, by=cast.viewer(cast.officer).actor, at=NOW)
    assert work(cast) == []
    assert not Duty.objects.filter(kind__startswith="care.detox", settled_at=None).exists()


# --- tests --------------------------------------------------------------------------------------------------------


def record(cast: Cast, room: Referral, test: DrugTest = TEST, **how: object) -> ClinicSheet:
    return actions.record_test(room, test=test, on=TODAY, written=written(cast, cast.health_station), **how)  # type: ignore[arg-type]


@pytest.mark.requirement("S2-47")
def test_a_result_is_seen_by_health_and_the_case_lead_alone(cast: Cast, case: Case, room: Referral) -> None:
    people.assign_helper(cast, case, account=cast.helper)
    sheet = record(cast, room)
    inside, lead = set(), set()
    for name, account in cast.everybody().items():
        viewer = cast.viewer(account)
        if policy.sheets_for(viewer, room).filter(pk=sheet.pk).exists():
            inside.add(name)
        try:
            lead_case = policy.get_case_of_results(viewer, case.pk)
        except NotHere:
            continue
        lead.add(name)
        (one,) = queries.results_for(viewer, lead_case, at=NOW)
        assert ("Kết quả", "dương tính") in one.lines
        assert {label for label, _words in one.lines} >= {"Mẫu", "Tìm chất", "Bộ thử"}
    assert (inside, lead) == ({"health_station"}, {"officer"})


def test_who_saw_it_is_said_to_the_station(cast: Cast, case: Case, room: Referral) -> None:
    record(cast, room)
    assert queries.who_saw(case) == []
    queries.results_for(cast.viewer(cast.officer), case, at=NOW)
    (seen,) = queries.who_saw(case)
    assert (seen.name, seen.at) == ("Trần Thị Mai", NOW)
    assert AuditEntry.objects.filter(code="health.result_seen").count() == 1


def test_nothing_of_it_is_in_the_file_the_duties_or_the_database_in_plain(
    cast: Cast, case: Case, room: Referral
) -> None:
    before = [case_queries.timeline(case, cast.viewer(getattr(cast, name))) for name in ("officer", "leader", "police")]
    sheet = record(cast, room)
    case.refresh_from_db()
    after = [case_queries.timeline(case, cast.viewer(getattr(cast, name))) for name in ("officer", "leader", "police")]
    assert before == after
    with connection.cursor() as cursor:
        cursor.execute("select facts from care_clinicsheet")
        stored = bytes(cursor.fetchone()[0])
    assert b"positive" not in stored
    assert stored.startswith(b"v1|")
    assert "positive" in vault.reveal(sheet, "facts")


def test_nothing_follows_from_a_result(cast: Cast, case: Case, room: Referral) -> None:
    """Neither a state nor a duty nor a figure moves because a test was positive instead of negative."""
    figures = []
    for result in (replace(TEST, result="negative", positive=()), TEST):
        record(cast, room, result)
        case.refresh_from_db()
        question = Question(talks.JUNE, cast.thuong_lac.path)
        counts = {
            code: register.count(code, question) for code in sorted(register.register.keys()) if code != "tests.done"
        }
        figures.append((case.state, Duty.objects.filter(settled_at=None).count(), counts))
    assert figures[0] == figures[1]


def test_a_correction_keeps_what_stood_there(cast: Cast, room: Referral) -> None:
    sheet = record(cast, room)
    by = cast.viewer(cast.health_station).actor
    fixed = replace(TEST, result="negative", positive=())
    made = actions.correct(sheet, to=fixed, by=by, at=NOW, number=1)
    assert (made.number, made.series) == (2, sheet.series)
    assert [row.pk for row in policy.sheets_for(cast.viewer(cast.health_station), room)] == [made.pk]
    assert ClinicSheet.objects.count() == 2
    for stale, number in ((sheet, 1), (made, 1)):
        with pytest.raises(Refused, match="vừa được người khác sửa"):
            actions.correct(stale, to=TEST, by=by, at=NOW, number=number)
    with pytest.raises(NotHere):
        policy.get_sheet_for(cast.viewer(cast.centre), made.pk)


def test_the_same_form_sent_twice_is_one_sheet(cast: Cast, case: Case, room: Referral) -> None:
    note = replace(written(cast, cast.health_station), client_key=ids.new_id())
    for _count in range(2):
        actions.record_test(room, test=TEST, on=TODAY, written=note)
    assert ClinicSheet.objects.count() == 1
    other = people.open_home_case(cast, people.register_person(cast, "Lê Văn Mít", birth="1990"), number="06/QĐ-UBND")
    with pytest.raises(Refused, match="hồ sơ khác"):
        actions.record_test(people.refer(cast, other, cast.health_station), test=TEST, on=TODAY, written=note)


def test_exams_stay_with_who_wrote_them_and_tests_go_on(cast: Cast, case: Case, room: Referral) -> None:
    episode = start(cast, room)
    actions.record_exam(room, episode, exam=EXAM, on=TODAY, written=written(cast, cast.health_station))
    record(cast, room)
    there = people.refer(cast, case, cast.centre)
    seen = policy.sheets_for(cast.viewer(cast.centre), there)
    assert [row.kind for row in seen] == ["test"]
    assert [row.pk for row in policy.episodes_for(cast.viewer(cast.centre), there)] == [episode.pk]


# --- minors -------------------------------------------------------------------------------------------------------


@pytest.fixture
def young(cast: Cast) -> Referral:
    person = people.register_person(cast, "Trần Văn Bé", birth="20/06/2003")
    return people.refer(cast, people.open_home_case(cast, person, number="07/QĐ-UBND"), cast.health_station)


@pytest.mark.requirement("J3")
def test_blood_of_a_minor_is_refused_without_his_guardian(cast: Cast, young: Referral) -> None:
    with pytest.raises(Refused) as refusal:
        record(cast, young, BLOOD)
    assert (refusal.value.code, refusal.value.article) == ("blood-guardian", "")
    assert not ClinicSheet.objects.exists()
    assert record(cast, young, TEST).kind == "test"  # urine
    talks.consent(cast, young.case.person, "blood_test", guardian="Nguyễn Thị Ớt", age=16)
    assert record(cast, young, BLOOD).kind == "test"


def test_under_the_regime_that_was_read_the_refusal_names_its_article(
    cast: Cast, young: Referral, monkeypatch: pytest.MonkeyPatch
) -> None:
    from hoanhap.people.care.clinic import guardians

    on = date(2021, 6, 1)
    regime = guardians.law.guardian_for("blood_test", date(2022, 1, 1))
    monkeypatch.setattr(guardians.law, "guardian_for", lambda _act, _on: regime)
    with pytest.raises(Refused) as refusal:
        guardians.check_blood(young.case, "blood", on=on)
    assert refusal.value.article.startswith("NĐ 105/2021")


def test_what_the_guardian_signed_is_kept_with_the_test(cast: Cast, young: Referral) -> None:
    signed = Signed(giver_name="Nguyễn Thị Ớt", paper_number="12", given_on=TODAY)
    with pytest.raises(Refused, match="chưa ban hành"):
        record(cast, young, BLOOD, signed=signed)
    assert not Consent.objects.exists()
    talks.publish(
        cast, "blood_test", "Tôi là mẹ, tôi đồng ý để trạm lấy máu của con tôi, và rút lại được bất cứ lúc nào."
    )
    record(cast, young, BLOOD, signed=signed)
    consent = Consent.objects.get()
    assert (consent.purpose, consent.given_by, vault.reveal(consent, "giver_name")) == (
        "blood_test",
        "guardian",
        "Nguyễn Thị Ớt",
    )
    consents.withdraw(consent=consent, person_name="x", on=TODAY, by=SETTER, at=NOW)
    with pytest.raises(Refused):
        record(cast, young, BLOOD)


def test_the_child_cannot_consent_for_himself_and_an_adult_is_not_asked(
    cast: Cast, young: Referral, room: Referral
) -> None:
    with pytest.raises(Refused, match="cha, mẹ"):
        talks.consent(cast, young.case.person, "blood_test", age=16)
    assert record(cast, room, BLOOD).kind == "test"


def test_of_a_year_alone_and_of_no_age_a_guardian_is_asked_for(cast: Cast) -> None:
    for number, birth in (("08", "2002"), ("09", "")):
        person = people.register_person(cast, f"Lê Văn {number}", birth=birth or "2002")
        if not birth:
            person.birth_date = None
            person.save(update_fields=["birth_date"])
        case = people.open_home_case(cast, person, number=f"{number}/QĐ-UBND")
        with pytest.raises(Refused):
            record(cast, people.refer(cast, case, cast.health_station), BLOOD)


def test_a_minor_under_fifteen_is_treated_with_his_guardian_in_2020(cast: Cast) -> None:
    person = people.register_person(cast, "Lê Văn Nhỏ", birth="01/01/2006")
    case = people.open_home_case(cast, person, number="10/QĐ-UBND")
    room, by = people.refer(cast, case, cast.health_station), cast.viewer(cast.health_station).actor
    with pytest.raises(Refused) as refusal:
        actions.set_phase(room, phase="starting", medicine="methadone", on=TODAY, by=by, at=NOW)
    assert (refusal.value.code, bool(refusal.value.article)) == ("substitution-guardian", True)
    talks.consent(cast, person, "substitution", guardian="Nguyễn Thị Ớt", age=14)
    assert actions.set_phase(room, phase="starting", medicine="methadone", on=TODAY, by=by, at=NOW).to_on is None


# --- substitution -------------------------------------------------------------------------------------------------


@pytest.mark.requirement("S1-28")
def test_phases_are_counted_on_a_day_and_named_to_nobody(cast: Cast, case: Case, room: Referral) -> None:
    by = cast.viewer(cast.health_station).actor
    other = people.open_home_case(cast, people.register_person(cast, "Lê Văn Mít", birth="1990"), number="06/QĐ-UBND")
    there = people.refer(cast, other, cast.health_station)
    for who, phase, on in (
        (room, "starting", date(2020, 5, 20)),
        (room, "maintaining", date(2020, 6, 3)),
        (there, "starting", date(2020, 5, 25)),
        (there, "dropped", date(2020, 6, 10)),
    ):
        actions.set_phase(who, phase=phase, medicine="methadone", on=on, by=by, at=NOW)
    codes = [f"substitution.{phase}" for phase in ("current", "starting", "maintaining", "dropped")]

    def on(day: date) -> tuple[int, ...]:
        period = replace(talks.JUNE, start=day, end=day + timedelta(days=1))
        return tuple(register.count(code, Question(period, cast.thuong_lac.path)) for code in codes)

    assert on(date(2020, 5, 19)) == (0, 0, 0, 0)
    assert on(date(2020, 5, 25)) == (2, 2, 0, 0)
    assert on(date(2020, 6, 3)) == (2, 1, 1, 0)
    assert on(date(2020, 6, 16)) == (1, 0, 1, 1)
    behind = register.row_ids("substitution.dropped", Question(talks.JUNE, cast.thuong_lac.path))
    for name in ("officer", "leader", "district_merger"):
        (line,) = rows.opened(cast.viewer(getattr(cast, name)), "substitution_phase", behind)
        assert (line.url, line.args) == ("", {})
        assert other.code not in line.label + line.detail
        assert "Mít" not in line.label + line.detail
    assert rows.opened(cast.viewer(cast.stranger_officer), "substitution_phase", behind) == []


def test_phases_follow_each_other_and_one_holds(cast: Cast, room: Referral) -> None:
    by = cast.viewer(cast.health_station).actor
    with pytest.raises(Refused):
        actions.set_phase(room, phase="dropped", medicine="methadone", on=TODAY, by=by, at=NOW)
    actions.set_phase(room, phase="starting", medicine="methadone", on=TODAY, by=by, at=NOW)
    with pytest.raises(Refused):
        actions.set_phase(room, phase="maintaining", medicine="methadone", on=TODAY - timedelta(days=1), by=by, at=NOW)
    actions.set_phase(room, phase="maintaining", medicine="methadone", on=TODAY, by=by, at=NOW)
    assert SubstitutionPhase.objects.filter(to_on=None).get().phase == "maintaining"


# --- overdose -----------------------------------------------------------------------------------------------------


def test_an_overdose_is_told_to_who_cares_next(cast: Cast, case: Case, room: Referral) -> None:
    event = Overdose(signs=("breathing",), done=("called", "breaths"), outcome="hospital")
    actions.record_overdose(room, event=event, on=TODAY, written=written(cast, cast.health_station))
    assert register.count("overdose.events", Question(talks.JUNE, cast.thuong_lac.path)) == 1
    there = people.refer(cast, case, cast.centre)
    (seen,) = queries.of_room(cast.viewer(cast.centre), there).sheets
    assert (seen.own, dict(seen.lines)["Đã làm"]) == (False, "gọi 115, thổi ngạt")


# --- what became of a referral ------------------------------------------------------------------------------------


@pytest.mark.requirement("S2-28")
@pytest.mark.parametrize(("days", "flagged"), [(14, False), (15, True)])
def test_a_referral_without_a_result_is_flagged_after_fourteen_days(
    cast: Cast, case: Case, room: Referral, days: int, flagged: bool
) -> None:
    on = TODAY + timedelta(days=days)
    assert queries.is_flagged(room, on) is flagged
    assert duties.remind_open(by=SETTER, at=clock.at(on, 2)) == int(flagged)
    assert duties.remind_open(by=SETTER, at=clock.at(on, 2)) == 0
    titles = work(cast, "officer", on)
    assert ("Hỏi kết quả giới thiệu của Nguyễn Văn Đào" in titles) is flagged


@pytest.mark.requirement("S2-63")
def test_the_result_settles_it_and_is_counted(cast: Cast, case: Case, room: Referral) -> None:
    on = TODAY + timedelta(days=15)
    duties.remind_open(by=SETTER, at=clock.at(on, 2))
    by = cast.viewer(cast.health_station, on).actor
    told = health_room_actions.say_outcome(room, outcome=ReferralOutcome.CAME, by=by, at=clock.at(on, 9))
    assert (told.outcome, told.outcome_on, queries.is_flagged(told, on)) == ("came", on, False)
    assert not Duty.objects.filter(kind="care.referral_no_outcome", settled_at=None).exists()
    question = Question(talks.JUNE, cast.thuong_lac.path)
    assert (register.count("referrals.sent", question), register.count("referrals.met", question)) == (1, 1)
    with pytest.raises(Refused):
        health_room_actions.say_outcome(room, outcome=ReferralOutcome.NONE, by=by, at=NOW)


def test_nobody_tells_of_what_was_not_accepted(cast: Cast, case: Case) -> None:
    sent = people.refer(cast, case, cast.health_station, accepted=False)
    with pytest.raises(Refused):
        health_room_actions.say_outcome(
            sent, outcome=ReferralOutcome.DONE, by=cast.viewer(cast.health_station).actor, at=NOW
        )
    assert care_policy.waiting_for(cast.viewer(cast.health_station)).get() == sent
