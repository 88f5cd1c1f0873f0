"""The way back on screen: whose session, which lender and vacancy is offered; who gives, confirms, reads names."""

from datetime import timedelta

import pytest

from hoanhap.foundation.access.models import Account
from hoanhap.foundation.access.roles import Role
from hoanhap.people.cases.models import Case
from hoanhap.people.cases.policy import CasePermission
from hoanhap.people.persons.policy import PersonPermission
from hoanhap.people.reintegration import actions
from hoanhap.people.reintegration.actions import HelperDetails
from hoanhap.people.reintegration.models import HelperKind, PartnerKind
from hoanhap.people.reintegration.policy import ReintegrationPermission as May
from tests.cast import NOW, SETTER, TODAY, Cast
from tests.domain.reintegration import world
from tests.domain.reintegration.test_loans import sent
from tests.guards import may_only
from tests.web.office.reviews.entering import Enter


def also_helped(case: Case, account: Account) -> None:
    details = HelperDetails(
        helper_name=account.display_name,
        organisation="Đoàn xã",
        account=account,
        valid_from=TODAY - timedelta(days=7),
        kind=HelperKind.DEPUTY,
    )
    actions.assign(case, details=details, by=SETTER, at=NOW)


def test_a_helper_writes_sessions_of_his_own(cast: Cast, signed_in: Enter, helped: Case) -> None:
    also_helped(helped, cast.other_helper)

    def offered(account: Account) -> list[str]:
        form = signed_in(account).get(f"/cases/{helped.pk}/diary/new/").context["form"]
        return [words for _key, words in form.fields["helper"].choices]

    first, second = cast.helper.display_name, cast.other_helper.display_name
    assert offered(cast.officer) == [first, second]
    assert (offered(cast.helper), offered(cast.other_helper)) == ([first], [second])


def test_who_stands_by_a_person_without_logging_contacts_has_no_quick_way(
    cast: Cast, signed_in: Enter, helped: Case
) -> None:
    """As a chair who was named beside the helper."""
    also_helped(helped, cast.leader)
    address = f"/cases/{helped.pk}/met/"
    assert signed_in(cast.helper).get(address).status_code == 200
    assert signed_in(cast.leader).get(address).status_code == 404


def test_lenders_are_those_of_this_place_and_of_the_units_above(cast: Cast, signed_in: Enter, case: Case) -> None:
    for unit, name in (
        (cast.thuong_lac, "Quỹ của xã"),
        (cast.dong_thap, "Ngân hàng của tỉnh"),
        (cast.long_khanh_a, "Quỹ xã bên"),
    ):
        world.partner(unit, name, PartnerKind.BANK)
    page = signed_in(cast.officer).get(f"/cases/{case.pk}/loan/").content.decode()
    assert [name in page for name in ("Quỹ của xã", "Ngân hàng của tỉnh", "Quỹ xã bên")] == [True, True, False]


def test_vacancies_of_a_partner_are_those_of_this_place(cast: Cast, signed_in: Enter) -> None:
    owner = world.partner(cast.hong_ngu)
    here, there = world.vacancy(owner, cast.thuong_lac, seats=3), world.vacancy(owner, cast.long_khanh_a, seats=5)

    def shown(account: Account) -> list[bool]:
        page = signed_in(account).get(f"/partners/{owner.pk}/").content.decode()
        return [f"còn {one.seats} trong {one.seats} chỗ" in page for one in (here, there)]

    assert shown(cast.officer) == [True, False]
    assert shown(cast.neighbour_officer) == [False, True]
    assert shown(cast.district_merger) == [True, True]


def test_who_only_reads_what_was_given_is_offered_nothing_to_give(
    cast: Cast, signed_in: Enter, case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = f"/cases/{case.pk}/"
    reads = (May.READ_SUPPORT, CasePermission.READ, PersonPermission.READ, PersonPermission.NAME)
    for rights, gives in ((reads, False), ((*reads, May.GIVE_SUPPORT), True)):
        may_only(monkeypatch, Role.COMMUNE_OFFICER, *rights)
        shown = signed_in(cast.officer).get(f"{page}support/").content.decode()
        assert "Nguyễn Văn Đào" in shown
        assert (f'"{page}support/new/' in shown) is gives


def test_a_list_of_loans_is_decided_by_the_chair(cast: Cast, signed_in: Enter) -> None:
    page = f"/loan-lists/{sent(cast).pk}/"
    for account, decides in ((cast.leader, True), (cast.deputy, True), (cast.officer, False), (cast.police, False)):
        shown = signed_in(account).get(page).content.decode()
        assert "Tải bản Word" in shown
        assert (f"{page}decide/" in shown) is decides, account


def test_who_adds_up_needs_is_promised_no_names(cast: Cast, signed_in: Enter, case: Case) -> None:
    world.need(case, on=TODAY - timedelta(days=30))

    def named(account: Account) -> list[bool]:
        page = signed_in(account).get("/support/").content.decode()
        assert "Nhu cầu theo loại" in page
        return ["Chưa trả lời sau 14 ngày" in page, "Nguyễn Văn Đào" in page]

    assert named(cast.officer) == [True, True]
    assert named(cast.district_merger) == named(cast.inspector) == [False, False]
