"""The map, the agencies, the accounts and the task forces of the demonstration."""

from dataclasses import dataclass
from datetime import date

from hoanhap.foundation.access import actions as access
from hoanhap.foundation.access import viewer as viewers
from hoanhap.foundation.access.models import Account
from hoanhap.foundation.access.roles import Role
from hoanhap.foundation.access.viewer import Viewer
from hoanhap.foundation.audit import Actor
from hoanhap.foundation.organisations import actions as organisations
from hoanhap.foundation.organisations.kinds import AgencyKind
from hoanhap.foundation.places import actions as place_actions
from hoanhap.foundation.places import queries as places
from hoanhap.foundation.places.models import Place
from hoanhap.foundation.sign_in import factors
from hoanhap.ops.demonstration import cast
from hoanhap.ops.demonstration.accounts import PASSWORD, telephone_secret
from hoanhap.ops.demonstration.calendar import at
from hoanhap.people.community import actions as community
from hoanhap.people.community.models import MemberRole

SETTER = Actor(account_id="demonstration", title="dữ liệu minh họa", origin="job")
SINCE = date(2019, 1, 1)
INSPECTED_UNTIL = date(2021, 1, 1)
SET_UP_AT = at(2019, 9, 2)


@dataclass(frozen=True, slots=True)
class Offices:
    """The places and accounts the rest of the demonstration works with."""

    district: Place
    communes: dict[str, Place]
    accounts: dict[str, Account]

    def viewer(self, username: str, on: date) -> Viewer:
        return viewers.of(self.accounts[username], on, origin="job")

    def officer(self, commune: str, on: date) -> Viewer:
        return self.viewer(cast.OFFICERS[commune][0], on)


def set_up() -> Offices:
    """Load the reference map, then post everybody."""
    place_actions.load_reference()
    organisations.load_task_owners()
    district = places.one("huyện Hồng Ngự", on=date(2020, 6, 1))
    communes = {name: places.one(name, on=date(2020, 6, 1), within=district) for name in cast.COMMUNES}
    accounts = _district_accounts(district)
    for name, commune in communes.items():
        _agencies(commune)
        accounts.update(_commune_accounts(name, commune))
        _task_force(name, commune, accounts)
    return Offices(district, communes, accounts)


def _district_accounts(district: Place) -> dict[str, Account]:
    _agency(AgencyKind.UBND, "UBND huyện Hồng Ngự", district)
    _agency(AgencyKind.LDTBXH, "Phòng Lao động - Thương binh và Xã hội", district)
    _agency(AgencyKind.CONG_AN, "Công an huyện Hồng Ngự", district)
    _agency(AgencyKind.MTTQ, "Ủy ban MTTQ Việt Nam huyện Hồng Ngự", district)
    province = district.parent
    assert province is not None  # noqa: S101 - a district lies in a province
    return {
        one.username: one
        for one in (
            _account("th.hongngu", "Nguyễn Thu Hà", Role.DISTRICT_MERGER, district, "cán bộ tổng hợp, Phòng LĐ-TB&XH"),
            _account("ld.hongngu", "Đỗ Văn Bình", Role.DISTRICT_LEADER, district, "Phó Chủ tịch UBND huyện"),
            _account("th.dongthap", "Bùi Thanh Sơn", Role.PROVINCE_MERGER, province, "cán bộ tổng hợp, Sở LĐ-TB&XH"),
            _account("quantri", "Ngô Đức Anh", Role.ADMINISTRATOR, province, "quản trị hệ thống"),
            _account(
                "tt.hongngu", "Vũ Thị Minh", Role.INSPECTOR, district, "đoàn thanh tra huyện", until=INSPECTED_UNTIL
            ),
        )
    }


def _commune_accounts(name: str, commune: Place) -> dict[str, Account]:
    username, officer = cast.OFFICERS[name]
    made = {username: _account(username, officer, Role.COMMUNE_OFFICER, commune, "cán bộ Tổ công tác")}
    if name == cast.PILOT:
        for account in (
            _account("ld.thuonglac", "Lê Văn Thành", Role.COMMUNE_DEPUTY, commune, "Phó Chủ tịch UBND xã"),
            _account("ca.thuonglac", "Phạm Quốc Huy", Role.POLICE_CHIEF, commune, "Trưởng Công an xã"),
            _account("gd.thuonglac", cast.UNION_HELPER, Role.HELPER, commune, "Hội LHPN xã, người giúp đỡ"),
            _account("yt.thuonglac", "Huỳnh Thị Lụa", Role.HEALTH_STATION, commune, "y sĩ Trạm Y tế xã"),
            _account("mt.thuonglac", "Trương Thị Sáu", Role.FRONT_CADRE, commune, "Phó Chủ tịch Ủy ban MTTQ xã"),
        ):
            made[account.username] = account
    return made


def _agencies(commune: Place) -> None:
    name = commune.full_name
    _agency(AgencyKind.UBND, f"UBND {name}", commune)
    _agency(AgencyKind.CONG_AN, f"Công an {name}", commune)
    _agency(AgencyKind.TRAM_Y_TE, f"Trạm Y tế {name}", commune)
    _agency(AgencyKind.MTTQ, f"Ủy ban MTTQ Việt Nam {name}", commune)
    _agency(AgencyKind.HLHPN, f"Hội LHPN {name}", commune)
    _agency(AgencyKind.DTN, f"Đoàn Thanh niên {name}", commune)


def _agency(kind: AgencyKind, name: str, place: Place) -> None:
    since = max(SINCE, place.valid_from)
    organisations.create_agency(kind=kind, name=name, place=place, valid_from=since, by=SETTER, at=SET_UP_AT)


def _account(username: str, name: str, role: Role, place: Place, title: str, *, until: date | None = None) -> Account:
    account = access.create_account(username=username, display_name=name, password=PASSWORD, by=SETTER, at=SET_UP_AT)
    factors.enrol_known_secret(account, secret=telephone_secret(username), by=SETTER, at=SET_UP_AT)
    access.post(account, role=role, place=place, valid_from=SINCE, valid_to=until, by=SETTER, at=SET_UP_AT, title=title)
    return account


def _task_force(name: str, commune: Place, accounts: dict[str, Account]) -> None:
    """Each of the ten communes has its Tổ công tác and has issued its regulation (10/10)."""
    number = cast.COMMUNES.index(name) + 31
    since = max(date(2019, 9, 16), commune.valid_from)
    made_at = at(2020, 1, 6)
    force = community.set_up(
        unit=commune,
        decision_number=f"{number}/QĐ-UBND",
        decision_on=since,
        valid_from=since,
        regulation_number=f"{number + 1}/QC-TCT",
        regulation_on=max(date(2019, 10, 1), since),
        by=SETTER,
        at=made_at,
    )
    username, officer = cast.OFFICERS[name]
    members = [("Chủ tịch UBND", "UBND", MemberRole.HEAD), (officer, "LĐ-TB&XH", MemberRole.DEPUTY)]
    members += [(helper, organisation, MemberRole.MEMBER) for helper, organisation in cast.HELPERS[:3]]
    for position, (member, agency, role) in enumerate(members):
        community.add_member(
            force,
            name=cast.official_name(number) if position == 0 else member,
            role=role,
            valid_from=since,
            agency_name=agency,
            account=accounts[username] if role == MemberRole.DEPUTY else None,
            by=SETTER,
            at=made_at,
        )
