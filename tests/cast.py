"""One named cast for all tests: huyện Hồng Ngự of 2020 with some communes, and somebody in every role.

Everything is made by the real actions, once in a run: later tests get the very same rows put back. Only the map is
laid out by hand, because most tests need six places and not 14,000. Whom few tests need comes when first asked for.
"""

import functools
import pickle
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import translation

from hoanhap.foundation.access import actions as access
from hoanhap.foundation.access import viewer as viewers
from hoanhap.foundation.access.models import Account, Posting
from hoanhap.foundation.access.roles import DESCRIPTIONS, Role
from hoanhap.foundation.access.viewer import Viewer
from hoanhap.foundation.audit import Actor
from hoanhap.foundation.audit.models import AuditEntry
from hoanhap.foundation.organisations import actions as organisations
from hoanhap.foundation.organisations.kinds import AgencyKind
from hoanhap.foundation.organisations.models import Agency
from hoanhap.foundation.places import paths
from hoanhap.foundation.places.models import Place, PlaceKind
from hoanhap.foundation.places.spelling import search_key
from hoanhap.kernel import clock, ids

TODAY = date(2020, 6, 16)
NOW = clock.at(TODAY, 9)
SETTER = Actor(account_id="setup", title="dựng thử", origin="job")
PASSWORD = "mot-cau-dai-de-thu-2020"


class Later:
    """An account of the cast made when a test first names it: `where` is the place it is posted to, if any."""

    def __init__(
        self, username: str, name: str, role: Role | None, where: str = "thuong_lac", until: date | None = None
    ) -> None:
        self.username, self.name, self.role, self.where, self.until = username, name, role, where, until

    def __set_name__(self, owner: type["Cast"], attribute: str) -> None:
        self.attribute = attribute

    def __get__(self, cast: "Cast", owner: type["Cast"]) -> Account:
        """Made once; from then on the cast's own attribute answers."""
        place = getattr(cast, self.where)
        account = _account(self.username, self.name, self.role, place, NOW, until=self.until)
        setattr(cast, self.attribute, account)
        return account


@dataclass
class Cast:
    """The map and the people of the tests; accounts are named after what they are and where."""

    dong_thap: Place
    hong_ngu: Place
    thuong_lac: Place
    long_khanh_a: Place
    phu_thuan_b: Place
    ap_1: Place
    ap_2: Place
    an_giang: Place
    tan_chau: Place
    vinh_xuong: Place
    officer: Account
    leader: Account
    police: Account
    helper: Account
    neighbour_officer: Account
    district_merger: Account
    district_leader: Account
    province_merger: Account
    stranger_officer: Account
    administrator: Account

    deputy = Later("pho-chu-tich", "Nguyễn Thị Nga", Role.COMMUNE_DEPUTY)
    police_chief = Later("truong-cong-an", "Đặng Văn Khoa", Role.POLICE_CHIEF)
    health_station = Later("tram-y-te", "Huỳnh Thị Lụa", Role.HEALTH_STATION)
    centre = Later("co-so", "Mai Văn Quý", Role.REHAB_CENTRE, "dong_thap")
    front_cadre = Later("mat-tran", "Trương Thị Sáu", Role.FRONT_CADRE)
    front_hamlet = Later("mat-tran-ap", "Cao Văn Bảy", Role.FRONT_HAMLET, "ap_1")
    other_helper = Later("giup-do-2", "Phan Thị Út", Role.HELPER)
    justice = Later("tu-phap", "Lâm Văn Chính", Role.JUSTICE)
    culture = Later("van-hoa", "Tô Thị Hòa", Role.CULTURE)
    finance = Later("tai-chinh", "Hà Văn Phúc", Role.FINANCE)
    inspector = Later("thanh-tra", "Vũ Thị Minh", Role.INSPECTOR, "hong_ngu", date(2020, 7, 1))
    province_leader = Later("lanh-dao-tinh", "Lý Văn Dũng", Role.PROVINCE_LEADER, "dong_thap")
    neighbour_police = Later("cong-an-lka", "Đinh Văn Tiến", Role.COMMUNE_POLICE, "long_khanh_a")
    neighbour_station = Later("tram-y-te-lka", "Thạch Thị Sen", Role.HEALTH_STATION, "long_khanh_a")
    neighbour_helper = Later("giup-do-lka", "Kim Thị Đào", Role.HELPER, "long_khanh_a")
    stranger_inspector = Later("thanh-tra-xa-la", "Quách Văn Tư", Role.INSPECTOR, "an_giang", date(2020, 7, 1))
    unposted = Later("chua-giao", "Mạc Thị Yên", None)
    former_officer = Later("can-bo-cu", "Tăng Văn Lợi", Role.COMMUNE_OFFICER, "thuong_lac", date(2020, 6, 1))

    def everybody(self) -> dict[str, Account]:
        """All accounts by the name they have in the tests; those not asked for so far come now."""
        for name, one in vars(Cast).items():
            if isinstance(one, Later):
                getattr(self, name)
        return {name: one for name, one in vars(self).items() if isinstance(one, Account)}

    def viewer(self, account: Account, on: date = TODAY) -> Viewer:
        return viewers.of(account, on)


def _place(serial: int, kind: PlaceKind, title: str, name: str, parent: Place | None, since: date) -> Place:
    return Place.objects.create(
        id=serial,
        key=f"t-{serial}",
        title=title,
        name=name,
        folded=search_key(name),
        kind=kind,
        parent=parent,
        path=paths.join(parent.path if parent else paths.ROOT, serial),
        valid_from=since,
    )


_SINCE = date(2019, 1, 1)


def _account(
    username: str, name: str, role: Role | None, place: Place, at: datetime, *, until: date | None = None
) -> Account:
    account = access.create_account(username=username, display_name=name, password=PASSWORD, by=SETTER, at=at)
    if role is None:
        return account
    kind = DESCRIPTIONS[role].agency
    agency = agency_at(place, kind) if kind else None
    access.post(account, role=role, place=place, valid_from=_SINCE, valid_to=until, agency=agency, by=SETTER, at=at)
    return account


def attest_until(day: date) -> None:
    """Everybody's rights looked through until this day: for tests that move the clock by years."""
    Posting.objects.update(attested_until=day)


def agency_at(place: Place, kind: AgencyKind) -> Agency:
    """The agency of this kind at the place."""
    found = Agency.objects.filter(place=place, kind=kind).first()
    name = f"{kind.label} {place.full_name}"
    return found or organisations.create_agency(kind=kind, name=name, place=place, valid_from=_SINCE, by=SETTER, at=NOW)


def make() -> Cast:
    """Lay out the map and post the people; call inside a test that may use the database."""
    cast: Cast
    cast, tables = pickle.loads(_made(clock.today(), translation.get_language()))  # noqa: S301 - what this very process wrote
    for model, rows in tables.items():
        model._base_manager.bulk_create(rows)
    return cast


@functools.cache
def _made(_on: date, _language: str | None) -> bytes:
    """The cast, and the rows that making it on this day leaves, by table; made where nobody sees it, and undone.

    Titles of posts are kept in the language they were given in.
    """
    with transaction.atomic():
        start = ids.new_id()
        cast = _by_the_actions()
        people = [one for one in vars(cast).values() if isinstance(one, Account)]
        tables = {
            Place: [one for one in vars(cast).values() if isinstance(one, Place)],
            Account: people,
            Posting: list(Posting.objects.filter(account__in=people).order_by("id")),
            AuditEntry: list(AuditEntry.objects.filter(pk__gt=start).order_by("id")),
        }
        transaction.set_rollback(True)
        return pickle.dumps((cast, tables))


def _by_the_actions() -> Cast:
    old = date(2004, 1, 1)
    province = _place(87, PlaceKind.PROVINCE, "tỉnh", "Đồng Tháp", None, old)
    district = _place(870, PlaceKind.DISTRICT, "huyện", "Hồng Ngự", province, old)
    thuong_lac = _place(87001, PlaceKind.COMMUNE, "xã", "Thường Lạc", district, old)
    long_khanh_a = _place(87002, PlaceKind.COMMUNE, "xã", "Long Khánh A", district, old)
    phu_thuan_b = _place(87003, PlaceKind.COMMUNE, "xã", "Phú Thuận B", district, old)
    ap_1 = _place(8700101, PlaceKind.HAMLET, "ấp", "1", thuong_lac, old)
    ap_2 = _place(8700102, PlaceKind.HAMLET, "ấp", "2", thuong_lac, old)
    an_giang = _place(89, PlaceKind.PROVINCE, "tỉnh", "An Giang", None, old)
    tan_chau = _place(890, PlaceKind.DISTRICT, "thị xã", "Tân Châu", an_giang, old)
    vinh_xuong = _place(89001, PlaceKind.COMMUNE, "xã", "Vĩnh Xương", tan_chau, old)
    return Cast(
        dong_thap=province,
        hong_ngu=district,
        thuong_lac=thuong_lac,
        long_khanh_a=long_khanh_a,
        phu_thuan_b=phu_thuan_b,
        ap_1=ap_1,
        ap_2=ap_2,
        an_giang=an_giang,
        tan_chau=tan_chau,
        vinh_xuong=vinh_xuong,
        officer=_account("can-bo", "Trần Thị Mai", Role.COMMUNE_OFFICER, thuong_lac, NOW),
        leader=_account("lanh-dao", "Lê Văn Thành", Role.COMMUNE_LEADER, thuong_lac, NOW),
        police=_account("cong-an", "Phạm Quốc Huy", Role.COMMUNE_POLICE, thuong_lac, NOW),
        helper=_account("giup-do", "Lê Thị Hạnh", Role.HELPER, thuong_lac, NOW),
        neighbour_officer=_account("can-bo-lka", "Võ Minh Tâm", Role.COMMUNE_OFFICER, long_khanh_a, NOW),
        district_merger=_account("tong-hop", "Nguyễn Thu Hà", Role.DISTRICT_MERGER, district, NOW),
        district_leader=_account("lanh-dao-huyen", "Đỗ Văn Bình", Role.DISTRICT_LEADER, district, NOW),
        province_merger=_account("tong-hop-tinh", "Bùi Thanh Sơn", Role.PROVINCE_MERGER, province, NOW),
        stranger_officer=_account("can-bo-xa-la", "Hồ Ngọc Lan", Role.COMMUNE_OFFICER, vinh_xuong, NOW),
        administrator=_account("quan-tri", "Ngô Đức Anh", Role.ADMINISTRATOR, province, NOW),
    )
