"""The plan is shut where its file is put away or gone, and each act upon it is in the log."""

from datetime import timedelta

import pytest

from hoanhap.foundation.access import actions as access
from hoanhap.foundation.access.roles import Role
from hoanhap.foundation.audit.models import AuditEntry
from hoanhap.kernel.errors import NotHere
from hoanhap.people.care.individual_plan import actions, policy
from hoanhap.people.care.individual_plan.models import PlanStep
from hoanhap.people.care.individual_plan.rules import StepDetails
from hoanhap.people.cases.models import Case
from tests import people
from tests.cast import NOW, SETTER, TODAY, Cast
from tests.domain.care import talks


@pytest.fixture
def case(cast: Cast) -> Case:
    return people.open_home_case(cast, people.register_person(cast, "Nguyễn Văn Đào"))


def agree(cast: Cast, case: Case, what: str = "Đăng ký lớp sửa xe") -> PlanStep:
    step = StepDetails(what=what, owner="officer", due_on=TODAY + timedelta(days=7))
    return actions.agree(case, step=step, by=cast.viewer(cast.officer).actor, at=NOW)


def test_each_act_is_in_the_log_without_a_word_of_the_plan(cast: Cast, case: Case) -> None:
    by = cast.viewer(cast.officer).actor
    talks.write_plan(cast, case)
    done, dropped = agree(cast, case), agree(cast, case, "Vay vốn")
    actions.finish(done, on=TODAY, by=by, at=NOW)
    actions.drop(dropped, by=by, at=NOW)
    entries = AuditEntry.objects.filter(code__startswith="plan.", account_id=by.account_id, subject_id=str(case.pk))
    codes = ["plan.written", "plan.step_agreed", "plan.step_agreed", "plan.step_done", "plan.step_dropped"]
    assert list(entries.order_by("id").values_list("code", flat=True)) == codes
    assert not any("Vay" in entry.detail or "nghề" in entry.detail for entry in entries)


def test_of_a_file_put_away_neither_step_nor_version_opens(cast: Cast, case: Case) -> None:
    plan, officer = talks.write_plan(cast, case), cast.viewer(cast.officer)
    step = agree(cast, case)
    assert policy.get_version_for(officer, plan.pk) == plan
    assert policy.get_step_for(officer, step.pk) == step
    Case.objects.filter(pk=case.pk).update(state="closed_deceased", closed_on=TODAY, sealed_at=NOW)
    for gate, key in ((policy.get_version_for, plan.pk), (policy.get_step_for, step.pk)):
        with pytest.raises(NotHere):
            gate(officer, key)


def test_a_step_agreed_here_does_not_open_the_plan_of_who_went_elsewhere(cast: Cast, case: Case) -> None:
    """As police of the new commune the officer reads the file, not its social room."""
    access.post(cast.officer, role=Role.COMMUNE_POLICE, place=cast.long_khanh_a, valid_from=TODAY, by=SETTER, at=NOW)
    plan, officer = talks.write_plan(cast, case), cast.viewer(cast.officer)
    step = agree(cast, case)
    Case.objects.filter(pk=case.pk).update(unit=cast.long_khanh_a, unit_path=cast.long_khanh_a.path)
    for gate, key in ((policy.get_version_for, plan.pk), (policy.get_step_for, step.pk)):
        with pytest.raises(NotHere):
            gate(officer, key)
