"""A plan without the person's words, a step without an owner, a first session that left something out. Pure."""

from dataclasses import replace
from datetime import date

import pytest

from hoanhap.kernel.errors import Refused
from hoanhap.people.care import first_aid
from hoanhap.people.care.counselling import rules
from hoanhap.people.care.counselling.models import Audience, SessionKind, Topic
from hoanhap.people.care.counselling.rules import SessionDetails
from hoanhap.people.care.individual_plan import rules as plans
from hoanhap.people.care.individual_plan.models import StepOwner
from hoanhap.people.care.individual_plan.rules import PlanWords, StepDetails

OPENED, TODAY = date(2020, 1, 16), date(2020, 6, 16)
WORDS = PlanWords(wish="Mở tiệm sửa xe", strengths="Khéo tay", goals="Học xong nghề")


def test_the_words_are_kept_line_by_line() -> None:
    said = plans.checked(
        replace(WORDS, goals=" Học nghề \n\n  Có việc "), agreed_on=TODAY, opened_on=OPENED, today=TODAY
    )
    assert said.goals == "Học nghề\nCó việc"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"wish": " "}, "plan-wish"),
        ({"goals": ""}, "plan-goals"),
        ({"goals": "x" * 2001}, "plan-goals"),
        ({"strengths": "hết HIV"}, "plan-strengths"),
    ],
)
def test_a_plan_without_the_persons_words_is_refused(changes: dict[str, str], code: str) -> None:
    with pytest.raises(Refused) as refusal:
        plans.checked(replace(WORDS, **changes), agreed_on=TODAY, opened_on=OPENED, today=TODAY)
    assert refusal.value.code == code


@pytest.mark.parametrize("on", [date(2020, 1, 15), date(2020, 6, 17)])
def test_a_plan_is_of_a_day_within_the_file(on: date) -> None:
    with pytest.raises(Refused, match="Ngày lập"):
        plans.checked(WORDS, agreed_on=on, opened_on=OPENED, today=TODAY)


@pytest.mark.parametrize(
    ("step", "code"),
    [
        (StepDetails(what="", owner="person", due_on=TODAY), "step-what"),
        (StepDetails(what="x" * 301, owner="person", due_on=TODAY), "step-what"),
        (StepDetails(what="Học nghề", owner="", due_on=TODAY), "step-owner"),
        (StepDetails(what="Học nghề", owner="neighbour", due_on=TODAY), "step-owner"),
        (StepDetails(what="Học nghề", owner="person", due_on=date(2020, 6, 15)), "step-due"),
    ],
)
def test_a_step_without_owner_or_day_is_refused(step: StepDetails, code: str) -> None:
    with pytest.raises(Refused) as refusal:
        plans.checked_step(step, agreed_on=TODAY)
    assert refusal.value.code == code


DETAILS = SessionDetails(held_on=TODAY, audience="person", topics=("process", "harm"), counsellor="Trần Thị Mai")


@pytest.mark.requirement("S1-21")
@pytest.mark.parametrize(
    ("topics", "missing"),
    [
        (("harm", "need", "process"), ()),
        (("harm", "need"), ("process",)),
        (("process",), ("harm", "need")),
        ((), ("harm", "need", "process")),
        (tuple(rules.TOPICS), ()),
    ],
)
def test_what_a_first_session_left_out(topics: tuple[str, ...], missing: tuple[str, ...]) -> None:
    assert rules.missing_at_first(topics) == missing
    assert "process" in rules.FIRST
    assert Topic("process").label == "quy trình cai nghiện"


def test_too_few_topics_are_no_fault() -> None:
    rules.check(replace(DETAILS, topics=("harm",)), opened_on=OPENED, closed_on=None, today=TODAY)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"held_on": date(2020, 6, 17)}, "session-day"),
        ({"held_on": date(2020, 1, 15)}, "session-day"),
        ({"audience": "neighbours"}, "session-audience"),
        ({"kind": "x"}, "session-kind"),
        ({"topics": ()}, "session-topics"),
        ({"topics": ("harm", "hiv")}, "session-topics"),
        ({"counsellor": " "}, "session-counsellor"),
    ],
)
def test_a_session_that_is_not_whole_is_refused(changes: dict[str, object], code: str) -> None:
    with pytest.raises(Refused) as refusal:
        rules.check(replace(DETAILS, **changes), opened_on=OPENED, closed_on=None, today=TODAY)  # type: ignore[arg-type]
    assert refusal.value.code == code


def test_the_tables_say_what_the_rules_say() -> None:
    assert tuple(Topic.values) == rules.TOPICS
    assert tuple(Audience.values) == rules.AUDIENCES
    assert tuple(SessionKind.values) == rules.KINDS
    assert tuple(StepOwner.values) == plans.OWNERS
    assert rules.unpacked(rules.packed(("process", "harm"))) == ("harm", "process")
    assert rules.unpacked("") == ()
    assert len(rules.packed(rules.TOPICS)) <= 120


@pytest.mark.requirement("S2-49")
def test_the_card_says_what_to_see_what_to_do_and_what_not() -> None:
    words = " ".join(str(line) for part in first_aid.CARD for line in part.lines)
    for needed in ("115", "ngửa đầu", "thổi", "naloxone", "nằm nghiêng", "Không dội nước"):
        assert needed in words
    assert [part.ordered for part in first_aid.CARD].count(True) == 1
    assert "HIV" not in words
