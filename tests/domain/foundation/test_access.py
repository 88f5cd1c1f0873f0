"""Viewers: a posting is a role at a place for a period, and nothing is seen without one."""

from datetime import date

import pytest

from hoanhap.foundation.access import actions, permissions, roles
from hoanhap.foundation.access.models import Account
from hoanhap.foundation.access.permissions import Permission
from hoanhap.foundation.access.roles import Role
from hoanhap.foundation.audit.models import AuditEntry
from hoanhap.foundation.places.models import Place
from hoanhap.kernel.errors import NotHere, Refused, UnknownName
from tests import cast as casting
from tests.cast import NOW, SETTER, TODAY, Cast

pytestmark = pytest.mark.django_db


class Undeclared(Permission):
    NOWHERE = "test.nowhere"


KEEP = "access.keep_accounts"


@pytest.fixture
def cast() -> Cast:
    return casting.make()


def _keep() -> Permission:
    return permissions.permissions[KEEP]


def test_a_permission_nobody_declared_cannot_be_granted() -> None:
    with pytest.raises(UnknownName):
        roles.grant(Role.COMMUNE_OFFICER, Undeclared.NOWHERE)


def test_a_role_reaches_below_its_place_and_nowhere_else(cast: Cast) -> None:
    viewer = cast.viewer(cast.administrator)
    assert viewer.may(_keep(), cast.dong_thap.path)
    assert viewer.may(_keep(), cast.thuong_lac.path)
    assert not viewer.may(_keep(), cast.an_giang.path)
    with pytest.raises(NotHere):
        viewer.require(_keep(), cast.vinh_xuong.path)


def test_the_filter_of_a_viewer_without_the_right_matches_nothing(cast: Cast) -> None:
    officer, administrator = cast.viewer(cast.officer), cast.viewer(cast.administrator)
    assert not Place.objects.filter(officer.scope_q(_keep(), "path")).exists()
    names = set(Place.objects.filter(administrator.scope_q(_keep(), "path")).values_list("name", flat=True))
    assert "Thường Lạc" in names
    assert "Vĩnh Xương" not in names


@pytest.mark.parametrize(("on", "seats"), [(date(2018, 12, 31), 0), (date(2019, 1, 1), 1), (date(2020, 6, 16), 1)])
def test_a_posting_gives_rights_from_its_first_day(cast: Cast, on: date, seats: int) -> None:
    assert len(cast.viewer(cast.officer, on).seats) == seats


def test_an_ended_posting_gives_no_right_from_that_day(cast: Cast) -> None:
    actions.end_posting(cast.administrator.postings.get(), on=TODAY, by=SETTER, at=NOW)
    assert cast.viewer(cast.administrator).seats == ()
    assert not cast.viewer(cast.administrator).may(_keep())


def test_an_account_switched_off_has_no_seat(cast: Cast) -> None:
    cast.administrator.is_active = False
    cast.administrator.save(update_fields=["is_active"])
    assert cast.viewer(cast.administrator).seats == ()


def test_a_user_name_is_given_once_and_a_weak_password_refused(cast: Cast) -> None:
    with pytest.raises(Refused):
        actions.create_account(username="can-bo", display_name="Khác", password=None, by=SETTER, at=NOW)
    with pytest.raises(Refused):
        actions.create_account(username="moi", display_name="Mới", password="12345678", by=SETTER, at=NOW)
    assert not Account.objects.filter(username="moi").exists()


def test_each_act_upon_an_account_is_in_the_log_under_its_own_word(cast: Cast) -> None:
    account = actions.create_account(username="moi", display_name="Mới", password=None, by=SETTER, at=NOW)
    posting = actions.post(
        account, role=Role.FINANCE, place=cast.thuong_lac, valid_from=date(2020, 1, 1), by=SETTER, at=NOW
    )
    actions.attest(posting, by=SETTER, at=NOW)
    actions.change_password(account, password="mot-cau-khac-de-thu-2020", by=SETTER, at=NOW)
    actions.set_active(account, active=False, by=SETTER, at=NOW)
    actions.set_active(account, active=True, by=SETTER, at=NOW)
    actions.end_posting(posting, on=TODAY, by=SETTER, at=NOW)
    entries = AuditEntry.objects.filter(subject_kind="account", subject_id=str(account.pk)).order_by("id")
    assert [entry.code.removeprefix("access.") for entry in entries] == [
        *("account_created", "posted", "posting_attested", "password_changed"),
        *("switched_off", "switched_on", "posting_ended"),
    ]
    assert {entry.account_id for entry in entries} == {SETTER.account_id}


@pytest.mark.parametrize("on", [date(2018, 12, 31), date(2019, 1, 1)])
def test_a_posting_does_not_end_before_it_has_begun(cast: Cast, on: date) -> None:
    posting = cast.officer.postings.get()
    with pytest.raises(Refused, match="sau ngày bắt đầu"):
        actions.end_posting(posting, on=on, by=SETTER, at=NOW)
    posting.refresh_from_db()
    assert posting.valid_to is None


@pytest.mark.parametrize(
    ("role", "place"),
    [
        (Role.COMMUNE_OFFICER, "dong_thap"),
        (Role.HELPER, "hong_ngu"),
        (Role.COMMUNE_POLICE, "ap_1"),
        (Role.DISTRICT_MERGER, "dong_thap"),
        (Role.PROVINCE_LEADER, "thuong_lac"),
    ],
)
def test_a_role_is_held_at_its_own_level_of_the_map(cast: Cast, role: Role, place: str) -> None:
    with pytest.raises(Refused) as refused:
        actions.post(cast.officer, role=role, place=getattr(cast, place), valid_from=TODAY, by=SETTER, at=NOW)
    assert refused.value.code == "posting-level"
    assert len(cast.viewer(cast.officer).seats) == 1
