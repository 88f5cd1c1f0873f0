"""The wish, a stage, the plan of contacts."""

import uuid
from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from hoanhap import law
from hoanhap.foundation import vault
from hoanhap.foundation.access.models import Account
from hoanhap.foundation.notices.models import Duty
from hoanhap.people.care.models import ContactPlan
from hoanhap.people.cases.models import Case, StageRecord
from tests.cast import Cast

Enter = Callable[[Account], Client]
STAGE = law.stages("R2010")[0].code if law.stages("R2010") else ""
WRITES = {
    "wish": {"wish": "Đưa con đi học", "version": "1"},
    "stage": {"stage": STAGE, "from_on": "20/01/2020"},
    "plan": {"every": "14 day", "next_on": "20/06/2020"},
}


def door(case: Case, name: str) -> str:
    return f"/cases/{case.pk}/{name}/"


def test_the_wish_in_own_words(cast: Cast, signed_in: Enter, case: Case) -> None:
    client = signed_in(cast.officer)
    assert client.post(door(case, "wish"), WRITES["wish"]).status_code == 302
    assert vault.reveal(Case.objects.get(), "wish") == "Đưa con đi học"
    page = client.post(door(case, "wish"), {"wish": "Có việc làm", "version": "1"}).content.decode()
    assert "vừa được người khác cập nhật" in page
    assert "Đưa con đi học" in page
    assert "Có việc làm" in page
    assert client.post(door(case, "wish"), {"wish": "Có việc làm", "version": "2"}).status_code == 302
    assert "“Có việc làm”" in client.get(f"/cases/{case.pk}/").content.decode()


def test_a_stage(cast: Cast, signed_in: Enter, case: Case) -> None:
    client = signed_in(cast.officer)
    assert client.get(door(case, "stage")).status_code == 200
    data = {**WRITES["stage"], "to_on": "30/01/2020"}
    assert client.post(door(case, "stage"), data).status_code == 302
    assert StageRecord.objects.get().to_on == date(2020, 1, 31)
    assert "đã được ghi" in client.post(door(case, "stage"), data).content.decode()


@pytest.mark.parametrize(
    "changes", [{"stage": "x"}, {"from_on": "01/01/2019"}, {"to_on": "01/01/2020"}, {"from_on": ""}]
)
def test_no_stage_outside(cast: Cast, signed_in: Enter, case: Case, changes: dict[str, str]) -> None:
    assert signed_in(cast.officer).post(door(case, "stage"), {**WRITES["stage"], **changes}).status_code == 200
    assert not StageRecord.objects.exists()


def test_a_plan_moves_the_duty(cast: Cast, signed_in: Enter, case: Case) -> None:
    client = signed_in(cast.officer)
    assert client.get(door(case, "plan")).status_code == 200
    assert client.post(door(case, "plan"), WRITES["plan"]).status_code == 302
    plan = ContactPlan.objects.get()
    assert (plan.every_value, plan.every_unit, plan.next_on) == (14, "day", date(2020, 6, 20))
    assert Duty.objects.filter(kind="care.meet", settled_at=None).count() == 1
    assert "2 tuần một lần" in client.get(f"/cases/{case.pk}/").content.decode()


@pytest.mark.parametrize("changes", [{"every": "9 year"}, {"next_on": "01/06/2020"}, {"next_on": ""}])
def test_no_plan_outside(cast: Cast, signed_in: Enter, case: Case, changes: dict[str, str]) -> None:
    before = ContactPlan.objects.get().next_on
    assert signed_in(cast.officer).post(door(case, "plan"), {**WRITES["plan"], **changes}).status_code == 200
    assert ContactPlan.objects.get().next_on == before


@pytest.mark.parametrize("name", sorted(WRITES))
@pytest.mark.parametrize(
    "who", ["police", "helper", "neighbour_officer", "stranger_officer", "district_merger", "administrator"]
)
def test_nobody_else_has_these_doors(cast: Cast, signed_in: Enter, helped: Case, name: str, who: str) -> None:
    client = signed_in(getattr(cast, who))
    assert client.get(door(helped, name)).status_code == 404
    assert client.post(door(helped, name), WRITES[name]).status_code == 404
    assert Case.objects.get().version == 1
    assert not StageRecord.objects.exists()


@pytest.mark.parametrize("name", sorted(WRITES))
def test_bad_ids_and_wrong_methods(cast: Cast, signed_in: Enter, case: Case, name: str) -> None:
    client = signed_in(cast.officer)
    assert client.get(f"/cases/x/{name}/").status_code == 404
    assert client.get(f"/cases/{uuid.uuid4()}/{name}/").status_code == 404
    assert client.delete(door(case, name)).status_code == 405
