"""A need is stated, answered in fourteen days, met or not; the head of the Tổ hears of what nobody answered."""

import uuid
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.utils import translation

from hoanhap.foundation import vault
from hoanhap.foundation.access.models import Account
from hoanhap.foundation.indicators.register import Question, count
from hoanhap.foundation.notices import queries as notices
from hoanhap.foundation.notices.models import Duty
from hoanhap.foundation.notices.rules import due_day
from hoanhap.kernel import clock, periods
from hoanhap.kernel.errors import NotHere, Refused
from hoanhap.people.cases.models import Case
from hoanhap.people.community import actions as community
from hoanhap.people.community.models import MemberRole
from hoanhap.people.persons.models import Person
from hoanhap.people.reintegration import policy
from hoanhap.people.reintegration.actions import needs as actions
from hoanhap.people.reintegration.actions import registers, supports
from hoanhap.people.reintegration.actions.needs import NeedDetails
from hoanhap.people.reintegration.duties import needs as duties
from hoanhap.people.reintegration.models import LocalKind, Need, NeedAnswer, NeedState
from hoanhap.people.reintegration.queries import kinds, needs
from hoanhap.people.reintegration.queries import supports as support_queries
from hoanhap.people.reintegration.queries.kinds import HELP
from tests import people as everybody
from tests.cast import NOW, SETTER, TODAY, Cast
from tests.domain.care import people
from tests.domain.reintegration import world

DAY_0 = date(2020, 4, 1)


@pytest.fixture
def case(cast: Cast) -> Case:
    return people.case(cast.thuong_lac, "Nguyễn Văn Đào")


def open_duties(kind: str) -> list[Duty]:
    return list(Duty.objects.filter(kind=kind, settled_at=None).order_by("due_at", "id"))


def night(day: date) -> int:
    return duties.remind_late(by=SETTER, at=clock.at(day, 1))


def set_up_force(cast: Cast, head: Account | None) -> None:
    force = community.set_up(
        unit=cast.thuong_lac,
        decision_number="12/QĐ-UBND",
        decision_on=DAY_0,
        valid_from=date(2020, 1, 6),
        by=SETTER,
        at=NOW,
    )
    community.add_member(
        force, name="Tổ trưởng", role=MemberRole.HEAD, valid_from=date(2020, 1, 6), account=head, by=SETTER, at=NOW
    )


def test_it_is_asked_of_the_office_for_fourteen_days(cast: Cast, case: Case) -> None:
    need = world.need(case, "papers", on=DAY_0, words="mất căn cước từ năm ngoái")
    asked = open_duties(duties.ANSWER.code)
    assert [(duty.holder_role, due_day(duty.due_at)) for duty in asked] == [("commune_officer", date(2020, 4, 14))]
    actions.answer_need(
        need, answer=NeedAnswer.ARRANGED, words="hẹn chụp ảnh thứ Năm", by=SETTER, at=clock.at(DAY_0, 15)
    )
    assert open_duties(duties.ANSWER.code) == []
    need.refresh_from_db()
    assert (need.state, need.answered_on, vault.reveal(need, "answer_words")) == (
        "answered",
        DAY_0,
        "hẹn chụp ảnh thứ Năm",
    )


def test_unanswered_on_day_fourteen_it_goes_to_the_head_of_the_force(cast: Cast, case: Case) -> None:
    set_up_force(cast, cast.officer)
    need = world.need(case, on=DAY_0)
    assert night(DAY_0 + timedelta(days=13)) == 0
    assert night(DAY_0 + timedelta(days=14)) == 1
    assert night(DAY_0 + timedelta(days=14)) == 0
    (duty,) = open_duties(duties.LATE.code)
    assert duty.holder_account_id == cast.officer.pk
    on = DAY_0 + timedelta(days=14)
    lines = notices.lines(cast.viewer(cast.officer, on), clock.at(on, 8))
    assert "Nhu cầu của Nguyễn Văn Đào chưa được trả lời sau 14 ngày" in [line.title for line in lines]
    actions.answer_need(need, answer=NeedAnswer.LOOKING, by=SETTER, at=clock.at(on, 9))
    assert open_duties(duties.LATE.code) == []
    assert night(on + timedelta(days=1)) == 0


@pytest.mark.parametrize("head", [None, "police"])
def test_without_a_head_who_may_answer_the_chair_is_asked(cast: Cast, case: Case, head: str | None) -> None:
    set_up_force(cast, getattr(cast, head) if head else None)
    world.need(case, on=DAY_0)
    night(DAY_0 + timedelta(days=20))
    (duty,) = open_duties(duties.LATE.code)
    assert (duty.holder_account_id, duty.holder_role) == (None, "commune_leader")


def test_sent_twice_it_is_one_need_and_for_another_file_refused(cast: Cast, case: Case) -> None:
    key = uuid.uuid4()
    details = NeedDetails(kind="job", raised_on=TODAY, client_key=key)
    one = actions.raise_need(case, details=details, by=SETTER, at=NOW)
    assert actions.raise_need(case, details=details, by=SETTER, at=NOW) == one
    other = people.case(cast.thuong_lac)
    with pytest.raises(Refused) as refusal:
        actions.raise_need(other, details=details, by=SETTER, at=NOW)
    assert refusal.value.code == "support-client-key"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"kind": "gold"}, "need-kind"),
        ({"kind": "production"}, "need-kind"),
        ({"trade": "mining"}, "need-trade"),
        ({"raised_on": TODAY + timedelta(days=1)}, "need-day"),
        ({"raised_on": date(2019, 1, 1)}, "need-day"),
    ],
)
def test_what_cannot_be_is_refused_and_leaves_nothing(case: Case, changes: dict[str, object], code: str) -> None:
    details = NeedDetails(**{"kind": "job", "raised_on": TODAY, **changes})  # type: ignore[arg-type]
    with pytest.raises(Refused) as refusal:
        actions.raise_need(case, details=details, by=SETTER, at=NOW)
    assert refusal.value.code == code
    assert not Need.objects.exists()
    assert not open_duties(duties.ANSWER.code)


def test_a_human_ends_it_once(cast: Cast, case: Case) -> None:
    need = world.need(case, on=DAY_0)
    ended = actions.end_need(need, state=NeedState.MET, on=TODAY, by=SETTER, at=NOW)
    assert (ended.state, ended.ended_on) == ("met", TODAY)
    assert open_duties(duties.ANSWER.code) == []
    again: list[Callable[[], object]] = [
        lambda: actions.end_need(need, state=NeedState.UNMET, on=TODAY, by=SETTER, at=NOW),
        lambda: actions.answer_need(need, answer=NeedAnswer.NOWHERE, by=SETTER, at=NOW),
    ]
    for act in again:
        with pytest.raises(Refused) as refusal:
            act()
        assert refusal.value.code == "need-ended"


@pytest.mark.requirement("S1-18")
def test_a_kind_a_province_adds_is_there_at_once_in_forms_and_tables(cast: Cast, case: Case) -> None:
    added = registers.add_kind(
        unit=cast.dong_thap, vocabulary=HELP, label="Hỗ trợ đi lại", valid_from=TODAY, by=SETTER, at=NOW
    )
    assert "Hỗ trợ đi lại" in kinds.needs_at(cast.thuong_lac.path, TODAY).values()
    assert "Hỗ trợ đi lại" in kinds.supports_at(cast.long_khanh_a.path, TODAY).values()
    assert "Hỗ trợ đi lại" not in kinds.needs_at(cast.vinh_xuong.path, TODAY).values()
    assert list(kinds.needs_at(cast.thuong_lac.path, TODAY))[-1] == "other"
    world.need(case, added.code)
    supports.give(case, details=supports.SupportDetails(kind=added.code, given_on=TODAY), by=SETTER, at=NOW)
    officer, june = cast.viewer(cast.officer), periods.monthly(2020, 6, cut_day=1)
    assert ("Hỗ trợ đi lại", 1, 0) in needs.by_kind(officer)
    assert [total.label for total in support_queries.totals(officer, june)] == ["Hỗ trợ đi lại"]
    registers.end_kind(added, on=TODAY, by=SETTER, at=NOW)
    assert added.code not in kinds.needs_at(cast.thuong_lac.path, TODAY)
    assert ("Hỗ trợ đi lại", 1, 0) in needs.by_kind(officer)


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("label", ["hỗ trợ TÂM LÝ", "Việc làm"])
def test_a_kind_that_is_there_is_not_added_twice(cast: Cast, label: str, language: str) -> None:
    with translation.override(language), pytest.raises(Refused) as refusal:
        registers.add_kind(unit=cast.dong_thap, vocabulary=HELP, label=label, valid_from=TODAY, by=SETTER, at=NOW)
    assert refusal.value.code == "kind-twice"
    assert not LocalKind.objects.exists()


@pytest.mark.requirement("S2-33")
def test_a_survey_of_25_people_gives_the_table_by_trade_and_commune(cast: Cast) -> None:
    asked = {("Thường Lạc", "sewing"): 9, ("Thường Lạc", "building"): 6, ("Long Khánh A", "sewing"): 10}
    units = {"Thường Lạc": cast.thuong_lac, "Long Khánh A": cast.long_khanh_a}
    for (name, trade), how_many in asked.items():
        for one in people.cases(units[name], how_many):
            world.need(one, "trade", trade=trade)
    said_by = "Phòng LĐ-TB&XH huyện, tháng 5/2020"
    registers.record_demand(
        unit=cast.thuong_lac,
        trade="sewing",
        wanted=12,
        said_by=said_by,
        valid_from=date(2020, 5, 1),
        valid_to=date(2020, 11, 1),
        by=SETTER,
        at=NOW,
    )
    rows = needs.by_trade(cast.viewer(cast.district_merger))
    assert {(row.unit_name, row.trade): row.asked for row in rows} == asked
    assert {(row.unit_name, row.trade): row.wanted for row in rows if row.wanted} == {("Thường Lạc", "sewing"): 12}
    assert [row.unit_name for row in needs.by_trade(cast.viewer(cast.officer))] == ["Thường Lạc"] * 2
    assert needs.by_trade(cast.viewer(cast.stranger_officer)) == []


@pytest.mark.requirement("S5-11")
def test_who_stated_nothing_is_in_no_denominator_and_unmet_for_more_than_90_days_is_listed(cast: Cast) -> None:
    after = people.cases(cast.thuong_lac, 4, state="post_rehab_residence", opened_on=date(2020, 1, 2))
    met, waiting, silent, withdrawn = after
    old = world.need(waiting, on=date(2020, 3, 17))
    fresh = world.need(people.case(cast.thuong_lac), on=date(2020, 3, 18))
    actions.end_need(world.need(met, on=date(2020, 3, 2)), state=NeedState.MET, on=TODAY, by=SETTER, at=NOW)
    actions.end_need(world.need(withdrawn, on=DAY_0), state=NeedState.WITHDRAWN, on=TODAY, by=SETTER, at=NOW)
    june = Question(periods.Period(date(2020, 6, 1), date(2020, 6, 17)), cast.thuong_lac.path)
    assert (count("after.with_need", june), count("after.needs_met", june)) == (2, 1)
    assert count("needs.unmet", june) == 1
    assert list(needs.unmet_long(cast.viewer(cast.officer))) == [old]
    assert fresh not in needs.unmet_long(cast.viewer(cast.officer))
    tomorrow = cast.viewer(cast.officer, TODAY + timedelta(days=1))
    assert set(needs.unmet_long(tomorrow)) == {old, fresh}
    assert silent.pk not in {row.case_id for row in needs.late(tomorrow)}


def test_a_helper_reads_what_he_wrote_with_its_answer_and_nothing_else(cast: Cast) -> None:
    person: Person = everybody.register_person(cast, "Nguyễn Văn Đào", hamlet=cast.ap_2)
    case = everybody.open_home_case(cast, person)
    everybody.assign_helper(cast, case, account=cast.helper)
    helper, officer = cast.viewer(cast.helper), cast.viewer(cast.officer)
    world.need(case, "loan", words="chỉ cán bộ biết")
    own = actions.raise_need(
        case, details=NeedDetails(kind="job", raised_on=TODAY, words="muốn may"), by=helper.actor, at=NOW
    )
    actions.answer_need(own, answer=NeedAnswer.ARRANGED, words="tuần sau gặp xưởng", by=officer.actor, at=NOW)
    (read,) = needs.of_case(helper, case)
    assert (read.words, read.answer_words) == ("muốn may", "tuần sau gặp xưởng")
    assert len(needs.of_case(officer, case)) == 2
    for account in (cast.police, cast.other_helper, cast.neighbour_officer, cast.inspector):
        assert needs.of_case(cast.viewer(account), case) == []
    with pytest.raises(NotHere):
        policy.get_need_for(helper, own.pk)
    with pytest.raises(NotHere):
        policy.get_case_for(cast.viewer(cast.other_helper), case.pk, to=policy.May.RAISE_NEED)
    assert policy.get_case_for(helper, case.pk, to=policy.May.RAISE_NEED) == case
