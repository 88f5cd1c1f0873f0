"""The legal table: every state can be reached, ordinary work can be recorded, and what is not there is refused."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hoanhap import law
from hoanhap.kernel.errors import Refused

ON = {"R2010": date(2020, 5, 15), "R2021": date(2024, 5, 15), "R2025": date(2026, 8, 15)}
CODES = tuple(ON)
STATES = tuple(state.code for state in law.states())


def verbs(regime: str, state: str, on: date | None = None) -> dict[str, str]:
    return {move.verb: move.to for move in law.moves_from(regime, state, on or ON[regime])}


@pytest.mark.parametrize("code", CODES)
def test_every_state_of_a_regime_is_reached_from_the_first_word(code: str) -> None:
    reached = {move.to for move in law.openings(ON[code]) if move.verb != "take_over"}
    assert reached == {"identified", "support_only"}
    todo = list(reached)
    while todo:
        found = {move.to for move in law.moves_from(code, todo.pop(), ON[code])} - reached
        reached |= found
        todo.extend(found)
    assert reached == set(law.regime(code).states)


@pytest.mark.parametrize("code", CODES)
def test_every_open_state_can_be_closed_for_the_four_reasons_of_life(code: str) -> None:
    regime = law.regime(code)
    for state in (*regime.states, *regime.legacy_states):
        found = verbs(code, state)
        if law.state(state).kind == "closed":
            assert not {verb for verb in found if verb.startswith("close_")}
            continue
        for reason in ("imprisoned", "deceased", "missing", "moved"):
            assert found[f"close_{reason}"] == f"closed_{reason}"
    assert verbs(code, "closed_deceased") == {}


@pytest.mark.parametrize("code", CODES)
def test_the_main_line_of_each_measure_can_be_walked(code: str) -> None:
    for measure in law.measures():
        line = law.main_line(code, measure)
        for state, after in pairwise(line):
            assert after in verbs(code, state).values(), (measure, state, after)
    assert law.main_line("R2021", "rehab_voluntary_community")[3] == "rehab_voluntary_community"
    assert law.main_line("R2025", "rehab_compulsory_community") == []


@pytest.mark.parametrize("code", CODES)
def test_a_verb_leads_to_one_place_only(code: str) -> None:
    for state in STATES:
        found = [move.verb for move in law.moves_from(code, state, ON[code])]
        assert len(found) == len(set(found))


ALLOWED = [
    ("R2010", "addicted", "start_compulsory_community", "rehab_compulsory_community", "SEEN"),
    ("R2010", "registered", "start_home", "rehab_voluntary_home", "SEEN"),
    ("R2010", "rehab_voluntary_home", "complete", "completed", "SEEN"),
    ("R2010", "completed", "confirm_addicted", "addicted", "SEEN"),
    ("R2010", "rehab_compulsory_adult", "start_post_rehab_centre", "post_rehab_centre", "SEEN"),
    ("R2021", "identified", "manage_user", "user_management", "SEEN"),
    ("R2021", "user_management", "renew_management", "user_management", "SEEN"),
    ("R2021", "registered", "start_community", "rehab_voluntary_community", "SEEN"),
    ("R2021", "rehab_voluntary_home", "transfer", "rehab_voluntary_home", "SEEN"),
    ("R2021", "ost", "start_post_rehab", "post_rehab_residence", "SEEN"),
    ("R2025", "registered", "start_facility_private", "rehab_voluntary_facility", "SEEN"),
    ("R2025", "rehab_voluntary_facility", "continue_at_home", "rehab_voluntary_home", "SEEN"),
    ("R2025", "closed_imprisoned", "resume_rehab", "rehab_voluntary_home", "SEEN"),
]


@pytest.mark.parametrize(("code", "state", "verb", "to", "confidence"), ALLOWED)
def test_moves_the_law_was_read_to_allow(code: str, state: str, verb: str, to: str, confidence: str) -> None:
    verdict = law.may_move(code, state, verb, ON[code])
    assert verdict.allowed
    assert not verdict.blocking
    assert verdict.move is not None
    assert (verdict.move.to, verdict.move.confidence, verdict.warnings) == (to, confidence, ())


def test_a_rule_that_was_not_read_warns_and_does_not_block() -> None:
    verdict = law.may_move("R2010", "registered", "start_facility", ON["R2010"])
    assert verdict.allowed
    assert not verdict.blocking
    assert "chưa đối chiếu" in verdict.reason
    assert verdict.warnings == (verdict.reason,)


FORBIDDEN = [
    ("R2021", "addicted", "start_compulsory_community", "bãi bỏ"),
    ("R2025", "addicted", "start_compulsory_community", "bãi bỏ"),
    ("R2025", "identified", "educate_at_commune", "không còn giáo dục"),
    ("R2021", "rehab_compulsory_adult", "start_post_rehab_centre", "không còn"),
    ("R2010", "identified", "manage_user", "01/01/2022"),
    ("R2010", "ost", "open_compulsory_dossier", "không có bước"),
    ("R2010", "commune_education", "start_compulsory_community", "không có bước"),
    ("R2010", "rehab_voluntary_home", "start_post_rehab", "không có bước"),
    ("R2021", "completed", "complete", "không có bước"),
    ("R2021", "addicted", "dance", "Không có thao tác"),
]


@pytest.mark.parametrize(("code", "state", "verb", "says"), FORBIDDEN)
def test_moves_that_are_refused(code: str, state: str, verb: str, says: str) -> None:
    verdict = law.may_move(code, state, verb, ON[code])
    assert (verdict.allowed, verdict.blocking, verdict.move) == (False, True, None)
    assert says in verdict.reason


def test_a_missing_step_is_said_with_the_places_where_it_is() -> None:
    verdict = law.may_move("R2010", "ost", "drop_dossier", ON["R2010"])
    assert verdict.reason == (
        f"Từ trạng thái “Điều trị bằng thuốc thay thế”, chế độ R2010 ngày {ON['R2010']:%d/%m/%Y} không có bước "
        "“Dừng lập hồ sơ cai nghiện bắt buộc”. Bước này chỉ làm được từ: “Đang lập hồ sơ cai nghiện bắt buộc”."
    )


@pytest.mark.parametrize(("code", "state", "verb", "says"), FORBIDDEN)
def test_a_refusal_can_be_said_in_another_language(code: str, state: str, verb: str, says: str) -> None:
    verdict, asked = law.may_move(code, state, verb, ON[code]), list[str]()

    def say(text: str) -> str:
        asked.append(text)
        return text

    assert verdict.said(say) == verdict.reason
    assert asked
    assert f"{ON[code]:%d/%m/%Y}" not in "".join(asked), "a sentence is looked up with its places open"


def test_what_is_allowed_without_a_warning_says_nothing() -> None:
    allowed = law.may_move("R2010", "registered", "start_home", ON["R2010"])
    assert (allowed.allowed, allowed.said(str)) == (True, allowed.reason)


def test_age_can_stop_a_move_where_the_law_was_read() -> None:
    minor = law.may_move("R2025", "compulsory_dossier", "start_compulsory_adult", ON["R2025"], age=17)
    assert (minor.allowed, minor.blocking) == (False, True)
    assert "18 tuổi" in minor.reason
    assert law.may_move("R2025", "compulsory_dossier", "start_compulsory_adult", ON["R2025"], age=18).allowed
    warned = law.may_move("R2025", "registered", "start_ost", ON["R2025"], age=10)
    assert warned.allowed
    assert warned.warnings


def test_deciders_of_moves_follow_their_day() -> None:
    def court(on: date) -> str | None:
        found = law.may_move("R2021", "compulsory_dossier", "start_compulsory_adult", on).move
        return found.decider if found else None

    assert court(date(2025, 6, 30)) == "district_court"
    assert court(date(2025, 7, 1)) == "regional_court"


def test_a_case_of_an_old_regime_acts_under_the_law_of_the_day() -> None:
    assert "start_post_rehab" not in verbs("R2010", "rehab_voluntary_home", date(2021, 12, 31))
    assert verbs("R2010", "rehab_voluntary_home", date(2022, 1, 1))["start_post_rehab"] == "post_rehab_residence"
    assert verbs("R2010", "rehab_compulsory_community", date(2022, 1, 1))["register"] == "registered"
    assert verbs("R2010", "post_rehab_centre", date(2022, 6, 1))["complete"] == "completed"
    assert {move.regime for move in law.moves_from("R2010", "addicted", date(2026, 7, 1))} == {"R2025"}
    with pytest.raises(Refused, match="chưa có hiệu lực"):
        law.moves_from("R2025", "addicted", date(2024, 1, 1))


def test_serving_a_measure_is_marked_on_the_move() -> None:
    served = {move.verb for move in law.moves_from("R2021", "rehab_voluntary_home", ON["R2021"]) if move.completes}
    assert served == {"complete", "start_post_rehab"}


def test_a_file_opens_at_the_beginning_or_takes_over_a_running_one() -> None:
    on = ON["R2010"]
    assert law.may_open("identified", on, "self_declare").allowed
    assert law.may_open("rehab_voluntary_home", on, "take_over").allowed
    assert law.may_open("rehab_voluntary_home", on).warnings
    assert law.may_open("completed", on).blocking
    assert law.may_open("user_management", on).blocking
    assert law.may_open("user_management", ON["R2021"]).allowed
    assert law.may_open("identified", on, "take_over").blocking


def test_unknown_states_are_refused() -> None:
    for call in (lambda: law.moves_from("R2021", "asleep", ON["R2021"]), lambda: law.may_open("asleep", ON["R2021"])):
        with pytest.raises(Refused):
            call()


@given(on=st.dates(min_value=date(2010, 11, 1), max_value=date(2026, 11, 30)), state=st.sampled_from(STATES))
def test_no_open_case_is_ever_stuck(on: date, state: str) -> None:
    """Whatever a case stood in yesterday, today's law lets it go on: regime changes strand nobody."""
    yesterday = max(on - timedelta(days=1), date(2010, 11, 1))
    regime = law.regime_on(yesterday)
    if state not in (*regime.states, *regime.legacy_states) or law.state(state).kind == "closed":
        return
    moves = law.moves_from(regime.code, state, on)
    assert {"close_deceased", "close_moved"} < {move.verb for move in moves}
    assert any(not move.verb.startswith("close_") for move in moves)
    assert all(move.article and move.label_vi for move in moves)
