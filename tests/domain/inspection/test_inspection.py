"""Samples, exceptions, findings: who draws, what each file lacks by name, what becomes of what was found."""

import json
from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hoanhap.foundation.access.models import Account
from hoanhap.foundation.audit.models import AuditEntry
from hoanhap.foundation.documents import docx_writer
from hoanhap.foundation.notices import queries as notices
from hoanhap.foundation.notices.models import Duty
from hoanhap.foundation.places.fates import Passage
from hoanhap.kernel import clock
from hoanhap.kernel.errors import NotHere, Refused
from hoanhap.people.cases import completeness
from hoanhap.people.cases.models import Case
from hoanhap.people.community import actions as community
from hoanhap.people.inspection import actions, duties, papers, policy, queries
from hoanhap.people.inspection.models import Finding, Sample, SampledCase
from hoanhap.people.inspection.policy import InspectionPermission as May
from tests.cast import NOW, SETTER, TODAY, Cast
from tests.domain.care import people
from tests.domain.reviews.signing import sign
from tests.people import assign_helper, log_contact

SINCE = date(2020, 1, 16)


def task_force(unit: object) -> None:
    community.set_up(unit=unit, decision_number="15/QĐ", decision_on=SINCE, valid_from=SINCE, by=SETTER, at=NOW)  # type: ignore[arg-type]


def lacking(case: Case, on: date = TODAY) -> list[str]:
    return completeness.lacking(completeness.marked(Case.objects.filter(pk=case.pk), on).get())


def living_file(cast: Cast) -> Case:
    """A file with helper, contact, decision and review; what else is asked it lacks."""
    case = people.case(cast.thuong_lac)
    assign_helper(cast, case)
    log_contact(cast, case, on=date(2020, 6, 10))
    sign([case], on=date(2020, 3, 20))
    return case


# --- what a file has ------------------------------------------------------------------------------------------------


def test_a_file_on_paper_only_lacks_everything_that_lives(cast: Cast) -> None:
    case = people.case(cast.thuong_lac, state="registered")
    found = lacking(case)
    assert {"task_force", "helper", "contact"} <= set(found)
    assert "decision" not in found, "who only registered has no decision yet, and none is asked"
    marked = completeness.marked(Case.objects.filter(pk=case.pk), TODAY).get()
    assert completeness.on_paper_only(marked)


def test_each_act_takes_its_item_off_the_list(cast: Cast) -> None:
    case = people.case(cast.thuong_lac)
    assert {"task_force", "helper", "contact", "review"} <= set(lacking(case))
    task_force(cast.thuong_lac)
    assert "task_force" not in lacking(case)
    assign_helper(cast, case)
    assert "helper" not in lacking(case)
    log_contact(cast, case, on=date(2020, 6, 10))
    assert "contact" not in lacking(case)
    sign([case], on=date(2020, 3, 20))
    assert "review" not in lacking(case)


def test_a_missed_visit_is_no_contact(cast: Cast) -> None:
    case = people.case(cast.thuong_lac)
    log_contact(cast, case, on=date(2020, 6, 10), missed="absent")
    assert "contact" in lacking(case)


def test_an_appointment_that_has_passed_is_named(cast: Cast) -> None:
    case = people.case(cast.thuong_lac)
    log_contact(cast, case, on=date(2020, 6, 10))
    assert not {"contact", "contact_in_time"} & set(lacking(case))
    assert lacking(case, date(2020, 8, 1)).count("contact_in_time") == 1


def test_a_task_force_that_was_dissolved_stands_by_nobody(cast: Cast) -> None:
    case = people.case(cast.thuong_lac)
    task_force(cast.thuong_lac)
    force = community.TaskForce.objects.get()
    community.dissolve(force, on=TODAY - timedelta(days=1), by=SETTER, at=NOW)
    assert "task_force" in lacking(case)


def test_every_item_is_about_the_file_and_has_its_words() -> None:
    assert {"decision", "task_force", "helper", "contact", "contact_in_time", "own_plan", "review", "commitment",
            "dossier"} <= set(dict(completeness.ordered()))  # fmt: skip
    assert [code for code, item in completeness.ordered() if item.living] == [
        "task_force",
        "helper",
        "contact",
        "decision",
    ]
    assert all(item.label and item.lacking for _code, item in completeness.ordered())


# --- drawing --------------------------------------------------------------------------------------------------------


def drawn(cast: Cast, *, size: int = 3, by: Account | None = None) -> Sample:
    viewer = cast.viewer(by or cast.inspector)
    return actions.draw(unit=cast.hong_ngu, size=size, by=viewer, at=NOW)


def test_a_draw_stands_in_the_log_with_its_seed_and_every_file(cast: Cast) -> None:
    cases = [*people.cases(cast.thuong_lac, 4), people.case(cast.long_khanh_a)]
    sample = drawn(cast)
    entry = AuditEntry.objects.get(code="inspection.drawn")
    said = json.loads(entry.detail)
    assert (entry.account_id, said["seed"], said["of"]) == (str(cast.inspector.pk), sample.seed, 5)
    sampled = set(AuditEntry.objects.filter(code="inspection.sampled").values_list("subject_id", flat=True))
    assert sampled <= {str(case.pk) for case in cases}
    assert len(sampled) == sample.size == 3
    assert queries.draws_again(cast.viewer(cast.inspector), sample) is True


def test_another_list_is_said_to_be_another_and_a_changed_row_shows(cast: Cast) -> None:
    people.cases(cast.thuong_lac, 4)
    sample, viewer = drawn(cast), cast.viewer(cast.inspector)
    first, second = SampledCase.objects.filter(number__in=(1, 2)).order_by("number")
    others = Case.objects.exclude(pk__in=SampledCase.objects.values("case"))
    SampledCase.objects.filter(pk=first.pk).update(case=others.get())
    assert queries.draws_again(viewer, sample) is False
    assert second.case_id
    people.case(cast.thuong_lac)
    assert queries.draws_again(viewer, sample) is None


def test_files_on_paper_only_come_first(cast: Cast) -> None:
    task_force(cast.long_khanh_a)
    living_file(cast)
    paper = people.case(cast.thuong_lac, state="registered")
    people.case(cast.long_khanh_a)
    rows = queries.files_of(cast.viewer(cast.inspector), drawn(cast, size=20))
    assert [row.row.paper_only for row in rows] == [True, False, False]
    assert rows[0].row.case_id == paper.pk
    assert rows[0].row.asked == rows[0].row.held + len(rows[0].lacking)


def test_what_was_mended_since_is_seen(cast: Cast) -> None:
    case = people.case(cast.thuong_lac)
    sample = drawn(cast, size=1)
    assign_helper(cast, case)
    (row,) = queries.files_of(cast.viewer(cast.inspector), sample)
    assert "chưa có người giúp đỡ" in [str(words) for words in row.lacking]
    assert "chưa có người giúp đỡ" not in [str(words) for words in row.still]


def test_twenty_files_are_drawn_in_as_many_questions_as_two(cast: Cast) -> None:
    asked = []
    for more, size in ((2, 2), (18, 20)):
        people.cases(cast.thuong_lac, more)
        viewer = cast.viewer(cast.inspector)
        with CaptureQueriesContext(connection) as found:
            sample = actions.draw(unit=cast.hong_ngu, size=size, by=viewer, at=NOW)
            assert len(queries.files_of(viewer, sample)) == size
        asked.append(len(found))
    assert asked[0] == asked[1]
    assert asked[0] <= 14


def test_the_unit_sees_what_was_drawn_of_its_own_and_no_more(cast: Cast) -> None:
    people.cases(cast.thuong_lac, 2)
    people.case(cast.long_khanh_a)
    sample = drawn(cast, size=20)
    for account, count in ((cast.officer, 2), (cast.leader, 2), (cast.neighbour_officer, 1)):
        viewer = cast.viewer(account)
        assert policy.get_sample_for(viewer, sample.pk) == sample
        assert len(queries.files_of(viewer, sample)) == count


def test_nobody_else_knows_of_a_sample(cast: Cast) -> None:
    people.case(cast.thuong_lac)
    sample = drawn(cast)
    for account in (cast.police, cast.helper, cast.stranger_officer, cast.stranger_inspector, cast.district_merger,
                    cast.administrator, cast.front_cadre):  # fmt: skip
        with pytest.raises(NotHere):
            policy.get_sample_for(cast.viewer(account), sample.pk)
        assert not policy.population(cast.viewer(account), cast.hong_ngu).exists()


def test_an_inspector_draws_until_his_last_day(cast: Cast) -> None:
    people.case(cast.thuong_lac)
    after = cast.viewer(cast.inspector, date(2020, 7, 1))
    with pytest.raises(Refused, match="không có hồ sơ"):
        actions.draw(unit=cast.hong_ngu, size=3, by=after, at=NOW)
    assert policy.units_to_draw(after) == []


# --- exceptions -----------------------------------------------------------------------------------------------------


@pytest.mark.requirement("S3-11")
def test_people_without_a_task_force_are_the_first_line(cast: Cast) -> None:
    task_force(cast.long_khanh_a)
    people.cases(cast.long_khanh_a, 4)
    people.cases(cast.thuong_lac, 2)
    rows = queries.exceptions(cast.viewer(cast.inspector))
    assert [row.unit for row in rows] == [cast.thuong_lac, cast.long_khanh_a]
    assert (rows[0].is_first, rows[0].files, rows[1].is_first) == (True, 2, False)
    assert rows[0].lacking["helper"] == 2


def test_exceptions_agree_with_the_files_themselves(cast: Cast) -> None:
    living_file(cast)
    people.cases(cast.thuong_lac, 2)
    people.case(cast.thuong_lac, state="registered")
    people.case(cast.thuong_lac, state=people.FACILITY)
    (row,) = queries.exceptions(cast.viewer(cast.inspector))
    marked = list(completeness.marked(Case.objects.all(), TODAY))
    assert row.files == len(marked) == 5
    assert row.paper_only == sum(map(completeness.on_paper_only, marked))
    for code, count in row.lacking.items():
        assert count == sum(code in completeness.lacking(case) for case in marked), code


def test_the_district_follows_without_numbers_below_five(cast: Cast) -> None:
    people.cases(cast.thuong_lac, 2)
    people.cases(cast.long_khanh_a, 6)
    rows = {row.unit: row for row in queries.exceptions(cast.viewer(cast.district_merger))}
    assert (rows[cast.thuong_lac].files, rows[cast.long_khanh_a].files) == (None, 6)
    assert rows[cast.thuong_lac].is_first


def test_a_commune_reads_its_own_line_and_strangers_none(cast: Cast) -> None:
    people.case(cast.thuong_lac)
    people.case(cast.long_khanh_a)
    assert [row.unit for row in queries.exceptions(cast.viewer(cast.leader))] == [cast.thuong_lac]
    for account in (cast.helper, cast.administrator, cast.police, cast.stranger_officer):
        assert queries.exceptions(cast.viewer(account)) == []


# --- findings -------------------------------------------------------------------------------------------------------


def found(cast: Cast, *, case: Case | None = None, sample: Sample | None = None, due_on: date | None = None) -> Finding:
    viewer = cast.viewer(cast.inspector)
    return actions.find(unit=cast.thuong_lac, words="Chưa phân công người giúp đỡ", due_on=due_on or date(2020, 6, 30),
                        by=viewer, at=NOW, case=case, sample=sample, item="helper" if case else "")  # fmt: skip


def waiting() -> list[Duty]:
    return list(Duty.objects.filter(kind="inspection.finding", settled_at=None))


def test_a_finding_is_the_work_of_the_leader_until_he_answers(cast: Cast) -> None:
    case = people.case(cast.thuong_lac)
    finding = found(cast, case=case)
    (duty,) = waiting()
    assert (duty.holder_role, duty.unit, duty.due_at) == ("commune_leader", cast.thuong_lac, clock.at(date(2020, 7, 1)))
    line = notices.lines(cast.viewer(cast.leader), NOW)[0]
    assert (line.title, line.detail) == ("Khắc phục kiến nghị kiểm tra số 1", case.code)
    answered = actions.answer(finding, words="Đã phân công bà Hạnh", by=cast.viewer(cast.leader), at=NOW)
    assert (answered.state, waiting()) == ("answered", [])
    closed = actions.accept(answered, by=cast.viewer(cast.inspector), at=NOW)
    assert closed.state == "closed"
    (opened,) = queries.opened(cast.viewer(cast.inspector), [closed])
    assert (opened.words, opened.answer, opened.item) == (
        "Chưa phân công người giúp đỡ", "Đã phân công bà Hạnh", "Người giúp đỡ")  # fmt: skip


def test_an_answer_that_mends_nothing_is_asked_again(cast: Cast) -> None:
    finding = actions.answer(found(cast), words="Đang làm", by=cast.viewer(cast.leader), at=NOW)
    actions.ask_again(finding, due_on=date(2020, 7, 15), by=cast.viewer(cast.inspector), at=NOW)
    (duty,) = waiting()
    assert duty.due_at == clock.at(date(2020, 7, 16))
    with pytest.raises(Refused, match="bước khác"):
        actions.ask_again(finding, due_on=date(2020, 7, 15), by=cast.viewer(cast.inspector), at=NOW)


def test_of_two_who_answer_the_second_is_told(cast: Cast) -> None:
    finding = found(cast)
    actions.answer(finding, words="Đã làm", by=cast.viewer(cast.leader), at=NOW)
    with pytest.raises(Refused, match="bước khác"):
        actions.answer(finding, words="Đã làm", by=cast.viewer(cast.officer), at=NOW)


def test_findings_are_numbered_by_unit(cast: Cast) -> None:
    assert [found(cast).number for _once in range(3)] == [1, 2, 3]


@pytest.mark.parametrize("wrong", ["past", "elsewhere", "district", "item"])
def test_a_finding_that_cannot_be_is_refused(cast: Cast, wrong: str) -> None:
    viewer, later = cast.viewer(cast.inspector), date(2020, 7, 1)
    given: dict[str, object] = {"unit": cast.thuong_lac, "words": "x", "due_on": later}
    given |= {
        "past": {"due_on": TODAY},
        "elsewhere": {"case": people.case(cast.long_khanh_a)},
        "district": {"unit": cast.hong_ngu},
        "item": {"item": "nothing"},
    }[wrong]
    with pytest.raises(Refused):
        actions.find(**given, by=viewer, at=NOW)  # type: ignore[arg-type]
    assert not Finding.objects.exists()


def test_who_reads_finds_and_answers(cast: Cast) -> None:
    finding = found(cast)

    def may(account: Account, to: May) -> bool:
        try:
            policy.get_finding_for(cast.viewer(account), finding.pk, to=to)
        except NotHere:
            return False
        return True

    accounts: Sequence[Account] = (cast.inspector, cast.officer, cast.leader, cast.police, cast.neighbour_officer,
                                   cast.district_merger, cast.stranger_inspector)  # fmt: skip
    assert [may(one, May.READ) for one in accounts] == [True, True, True, False, False, False, False]
    assert [may(one, May.ANSWER) for one in accounts] == [False, True, True, False, False, False, False]
    assert [may(one, May.FIND) for one in accounts] == [True, False, False, False, False, False, False]


def test_what_a_unit_was_to_mend_goes_to_its_successor(cast: Cast) -> None:
    found(cast)
    passage = Passage(old=cast.thuong_lac, new=cast.long_khanh_a, parts=False, on=TODAY, by=SETTER, at=NOW)
    assert duties.carry(passage) == 1
    assert [duty.unit for duty in waiting()] == [cast.long_khanh_a]
    assert duties.carry(passage) == 0


@pytest.mark.requirement("S2-30")
def test_what_is_late_is_counted_for_the_district(cast: Cast) -> None:
    people.case(cast.thuong_lac)
    found(cast)
    viewer = cast.viewer(cast.district_leader, date(2020, 6, 29))
    later = cast.viewer(cast.district_leader, date(2020, 7, 1))
    assert [(row.findings, row.late) for row in queries.exceptions(viewer)] == [(1, 0)]
    assert [(row.findings, row.late) for row in queries.exceptions(later)] == [(1, 1)]


def test_the_paper_says_how_the_sample_was_drawn_and_what_is_to_be_mended(cast: Cast) -> None:
    case = people.case(cast.thuong_lac)
    sample = drawn(cast, size=1)
    found(cast, case=case, sample=sample)
    paper = papers.findings(sample, cast.viewer(cast.inspector))
    assert sample.seed in str(paper.body)
    assert case.code in str(paper.body)
    assert "Chưa phân công người giúp đỡ" in str(paper.body)
    assert docx_writer.write(paper)[:2] == b"PK"
