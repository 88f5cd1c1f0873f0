"""Plans and reminders go along with the case: into a facility, back home, set back, ended."""

from datetime import date

import pytest

from hoanhap.foundation.notices.models import Duty
from hoanhap.foundation.notices.rules import due_day
from hoanhap.people.cases import actions as case_actions
from hoanhap.people.cases.models import Case
from hoanhap.people.cases.rules import NO_DECISION, Decision
from hoanhap.people.reintegration import actions as helper_actions
from hoanhap.people.reintegration.actions import HelperDetails
from tests.cast import NOW, SETTER, TODAY, Cast
from tests.domain.care import people

IN = Decision(
    number="7/QĐ", on=date(2020, 6, 1), signer="Giám đốc", term_from=date(2020, 6, 1), term_to=date(2020, 12, 1)
)


@pytest.fixture
def case(cast: Cast) -> Case:
    return people.case(cast.thuong_lac, state="addicted")


def move(case: Case, verb: str, on: date, decision: Decision = NO_DECISION) -> Case:
    present = Case.objects.get(pk=case.pk)
    return case_actions.move(
        case=present,
        verb=verb,
        on=on,
        decision=decision,
        signer_title="Chủ tịch UBND xã",
        by=SETTER,
        at=NOW,
        version=present.version,
    ).case


def open_work(case: Case) -> dict[str, date]:
    found = Duty.objects.filter(subject_id=str(case.pk), settled_at=None)
    return {duty.kind: due_day(duty.due_at) for duty in found if duty.kind in ("care.meet", "reintegration.no_helper")}


AT_HOME = {"care.meet": TODAY, "reintegration.no_helper": date(2020, 6, 19)}


def test_nobody_of_the_commune_meets_or_misses_who_is_in_a_facility(case: Case) -> None:
    assert open_work(case) == AT_HOME
    move(case, "start_facility", date(2020, 6, 1), IN)
    assert open_work(case) == {}
    endings = Duty.objects.filter(subject_id=str(case.pk), kind__in=AT_HOME).values_list("ending", flat=True)
    assert set(endings) == {"cancelled"}
    move(case, "withdraw", date(2020, 6, 10))
    assert open_work(case) == AT_HOME


def test_a_move_recorded_wrongly_gives_the_work_back(case: Case) -> None:
    moved = move(case, "start_facility", date(2020, 6, 1), IN)
    case_actions.undo_last_move(case=moved, reason="ghi nhầm người", by=SETTER, at=NOW, version=moved.version)
    assert open_work(case) == AT_HOME


def test_who_has_a_helper_is_not_missed_after_a_move(case: Case) -> None:
    details = HelperDetails(helper_name="Lê Thị Hạnh", valid_from=date(2020, 1, 20))
    helper_actions.assign(case, details=details, by=SETTER, at=NOW)
    move(case, "register", date(2020, 6, 1))
    assert open_work(case) == {"care.meet": TODAY}


def test_with_the_end_of_the_case_all_its_work_ends(case: Case) -> None:
    move(case, "close_moved", date(2020, 6, 1))
    assert not Duty.objects.filter(subject_id=str(case.pk), settled_at=None).exists()
