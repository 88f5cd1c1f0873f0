"""The person's own plan: his wish first, versions kept, steps with an owner, printed; shut outside its room."""

import re
from datetime import date, timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest

from hoanhap.foundation import vault
from hoanhap.foundation.audit.models import AuditEntry
from hoanhap.foundation.notices.models import Duty
from hoanhap.foundation.notices.queries import lines
from hoanhap.kernel import clock
from hoanhap.kernel.errors import NotHere, Refused
from hoanhap.people.care.individual_plan import actions, papers, policy, queries
from hoanhap.people.care.individual_plan.models import IndividualPlan, PlanStep
from hoanhap.people.care.individual_plan.rules import PlanWords, StepDetails
from hoanhap.people.care.policy import CarePermission
from hoanhap.people.cases import actions as cases
from hoanhap.people.cases import queries as case_queries
from hoanhap.people.cases.models import Case
from hoanhap.people.persons.rules import LostUpdate
from tests import people
from tests.cast import NOW, TODAY, Cast
from tests.domain.care import talks

STEP = StepDetails(what="Đăng ký lớp sửa xe", owner="officer", due_on=TODAY + timedelta(days=7))


@pytest.fixture
def case(cast: Cast) -> Case:
    return people.open_home_case(cast, people.register_person(cast, "Nguyễn Văn Đào", hamlet=cast.ap_2))


def agree(cast: Cast, case: Case, step: StepDetails = STEP) -> PlanStep:
    return actions.agree(case, step=step, by=cast.viewer(cast.officer).actor, at=NOW)


def read(cast: Cast, case: Case) -> queries.OpenedPlan:
    return queries.read(cast.viewer(cast.officer), case, at=NOW)


def docx_text(content: bytes) -> str:
    with ZipFile(BytesIO(content)) as archive:
        return re.sub(r"<[^>]+>", "\n", archive.read("word/document.xml").decode())


@pytest.mark.requirement("S1-26")
def test_the_paper_begins_with_the_wish(cast: Cast, case: Case) -> None:
    talks.write_plan(cast, case)
    agree(cast, case)
    text = docx_text(papers.print_out(cast.viewer(cast.officer), case, at=NOW))
    order = [text.index(words) for words in ("Mở tiệm sửa xe", "Khéo tay", "Học xong nghề", "Đăng ký lớp sửa xe")]
    assert order == sorted(order)
    assert text.casefold().index("mong muốn của tôi") < order[0]
    assert "cán bộ Tổ công tác" in text
    assert "23/06/2020" in text
    assert AuditEntry.objects.filter(code="plan.printed").count() == 1


def test_nothing_is_printed_before_there_is_a_plan(cast: Cast, case: Case) -> None:
    with pytest.raises(Refused):
        papers.print_out(cast.viewer(cast.officer), case, at=NOW)


def test_the_wish_of_the_file_and_of_the_plan_are_one(cast: Cast, case: Case) -> None:
    case = cases.set_wish(
        case=case, wish="Có việc làm", by=cast.viewer(cast.officer).actor, at=NOW, version=case.version
    )
    assert read(cast, case).wish == "Có việc làm"
    talks.write_plan(cast, case, wish="Mở tiệm sửa xe")
    case.refresh_from_db()
    assert vault.reveal(case, "wish") == "Mở tiệm sửa xe"
    assert AuditEntry.objects.filter(code="case.wish_written").count() == 2


def test_versions_are_kept_with_their_own_wish_and_steps(cast: Cast, case: Case) -> None:
    first = talks.write_plan(cast, case, goals="Bỏ hẳn")
    step = agree(cast, case)
    talks.write_plan(cast, case, wish="Về với con", goals="Nuôi gà")
    agree(cast, case, StepDetails(what="Vay vốn nuôi gà", owner="person", due_on=TODAY))
    now = read(cast, case)
    assert (now.wish, now.goals, len(now.steps), now.earlier) == ("Về với con", "Nuôi gà", 2, (first,))
    before = queries.read(cast.viewer(cast.officer), case, at=NOW, version=first)
    assert (before.wish, before.goals) == ("Mở tiệm sửa xe", "Bỏ hẳn")
    assert [one.step for one in before.steps] == [step]


def test_of_two_who_write_at_once_nothing_is_lost(cast: Cast, case: Case) -> None:
    talks.write_plan(cast, case, goals="Của cán bộ kia")
    with pytest.raises(LostUpdate) as lost:
        actions.write(
            case,
            words=PlanWords(wish="Mở tiệm sửa xe", strengths="", goals="Của tôi"),
            agreed_on=TODAY,
            by=cast.viewer(cast.officer).actor,
            at=NOW,
            number=0,
            version=case.version,
        )
    assert lost.value.theirs["Mục tiêu"] == "Của cán bộ kia"
    assert lost.value.yours["Mục tiêu"] == "Của tôi"
    assert IndividualPlan.objects.count() == 1


def test_a_step_is_work_until_it_ends(cast: Cast, case: Case) -> None:
    with pytest.raises(Refused, match="Chưa có kế hoạch"):
        agree(cast, case)
    talks.write_plan(cast, case)
    done, dropped = agree(cast, case), agree(cast, case)
    titles = [line.title for line in lines(cast.viewer(cast.officer), NOW)]
    assert titles.count("Xem việc đã hẹn với Nguyễn Văn Đào") == 2
    by = cast.viewer(cast.officer).actor
    actions.finish(done, on=TODAY, by=by, at=NOW)
    actions.drop(dropped, by=by, at=NOW)
    assert not Duty.objects.filter(kind="care.plan_step", settled_at=None).exists()
    with pytest.raises(Refused):
        actions.drop(done, by=by, at=NOW)
    assert [one.step.state for one in read(cast, case).steps] in (["done", "dropped"], ["dropped", "done"])


def test_done_is_neither_before_it_was_agreed_nor_ahead(cast: Cast, case: Case) -> None:
    talks.write_plan(cast, case)
    step = agree(cast, case)
    for on in (TODAY - timedelta(days=1), TODAY + timedelta(days=1)):
        with pytest.raises(Refused):
            actions.finish(step, on=on, by=cast.viewer(cast.officer).actor, at=NOW)


def test_a_closed_file_asks_for_nothing_and_takes_nothing(cast: Cast, case: Case) -> None:
    talks.write_plan(cast, case)
    agree(cast, case)
    case.refresh_from_db()
    by = cast.viewer(cast.officer).actor
    cases.close(case=case, verb="close_moved", on=TODAY, signer_title="x", by=by, at=NOW, version=case.version)
    assert not Duty.objects.filter(kind="care.plan_step", settled_at=None).exists()
    with pytest.raises(Refused):
        agree(cast, case)
    assert PlanStep.objects.get().state == "open"


def test_who_may(cast: Cast, case: Case) -> None:
    people.assign_helper(cast, case, account=cast.helper)
    people.refer(cast, case, cast.health_station)
    plan = talks.write_plan(cast, case)
    step = agree(cast, case)
    reads, writes, ends, prints = set(), set(), set(), set()
    for name, account in cast.everybody().items():
        viewer = cast.viewer(account)
        for allowed, gate in (
            (reads, lambda v: policy.get_case_for(v, case.pk)),
            (writes, lambda v: policy.get_case_for(v, case.pk, to=CarePermission.KEEP_OWN_PLAN)),
            (ends, lambda v: policy.get_step_for(v, step.pk)),
            (prints, lambda v: policy.get_version_for(v, plan.pk)),
        ):
            try:
                gate(viewer)
            except NotHere:
                continue
            allowed.add(name)
    social = {"officer", "leader", "deputy"}
    assert (reads, writes, ends, prints) == (social, {"officer"}, {"officer"}, social)


def test_it_stands_in_the_timeline_for_the_room_and_for_nobody_else(cast: Cast, case: Case) -> None:
    talks.write_plan(cast, case)
    case.refresh_from_db()
    titles = {
        name: [event.title for event in case_queries.timeline(case, cast.viewer(getattr(cast, name)))]
        for name in ("officer", "police")
    }
    assert "Kế hoạch cá nhân, lần 1" in titles["officer"]
    assert "Kế hoạch cá nhân, lần 1" not in titles["police"]


def test_each_look_is_in_the_log(cast: Cast, case: Case) -> None:
    read(cast, case)
    (entry,) = AuditEntry.objects.filter(code="plan.viewed")
    assert entry.subject_id == str(case.pk)
    assert clock.local_day(NOW) == date(2020, 6, 16)
