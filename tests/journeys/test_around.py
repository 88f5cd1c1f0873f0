"""The screens of the surroundings at a desk and on a telephone; a meeting of fifteen ticked within a minute."""

import time
from datetime import date
from decimal import Decimal

import pytest

from hoanhap.foundation.places.actions import new_hamlet
from hoanhap.people.community import actions as teams
from hoanhap.people.community.models import MemberRole, TaskForce, TaskForceKind
from hoanhap.people.community.points import actions as points
from hoanhap.people.community.rows import Body
from hoanhap.people.community.schemes import actions as schemes
from hoanhap.people.community.schemes.models import Finding, SchemeKind, Site
from hoanhap.people.community.stories import actions as stories
from hoanhap.people.community.training import actions as training
from hoanhap.people.community.training.models import CourseKind, Module, TraineeCategory
from hoanhap.people.community.workers.models import WorkRole
from tests.cast import NOW, SETTER, TODAY, Cast
from tests.domain.care.talks import consent
from tests.domain.community import around
from tests.journeys import walk
from tests.journeys.conftest import SitDown
from tests.journeys.walk import Walk
from tests.people import register_person

pytestmark = [pytest.mark.once("postgres")]
NAMES = ("An", "Bình", "Cúc", "Dũng", "Giang", "Hà", "Khoa", "Lan", "Minh", "Nga", "Oanh", "Phúc", "Quý", "Sen", "Tâm")


def _team(cast: Cast) -> TaskForce:
    force = teams.set_up(
        unit=cast.thuong_lac, decision_number="12/QĐ-UBND", decision_on=TODAY, valid_from=TODAY, by=SETTER, at=NOW
    )
    for name, seat, role in (
        ("Lê Văn Thành", Body.COMMITTEE, MemberRole.HEAD),
        ("Phạm Quốc Huy", Body.POLICE, MemberRole.MEMBER),
    ):
        teams.add_member(force, name=name, seat=seat, role=role, valid_from=TODAY, by=SETTER, at=NOW)
    return force


def _course(cast: Cast) -> str:
    course = around.course(
        cast.hong_ngu, "Tập huấn nghiệp vụ quản lý, giúp đỡ tại cộng đồng", movements=("help_campaign", "three_noes")
    )
    sent = []
    for name in ("Trần Thị Mai", "Võ Minh Tâm"):
        worker = around.worker(cast.thuong_lac, name, WorkRole.COLLABORATOR, WorkRole.REPORTER, hamlet=cast.ap_1)
        nomination = training.Nomination(worker=worker, category=TraineeCategory.FRONT_CADRE)
        sent += training.nominate(course, nominations=[nomination], unit=cast.thuong_lac, by=SETTER, at=NOW)
    training.answer(sent[0], accepted=True, by=SETTER, at=NOW)
    around.session(course, sent[0].pk)
    around.course(cast.thuong_lac, "Tham quan cơ sở cai nghiện", kind=CourseKind.VISIT, modules=(Module.RECOGNISING,))
    return f"/training/{course.pk}/"


def _scheme(cast: Cast) -> list[str]:
    scheme = around.scheme(cast.hong_ngu)
    pilot = around.site(scheme, cast.thuong_lac, started=date(2019, 6, 1))
    figure = schemes.Figure(label="người chuyển biến tốt (%)", value=Decimal("52.94"), found_in="12/BC-UBND")
    sheet = schemes.evaluate(
        pilot, on=TODAY, finding=Finding.EFFECTIVE, words="Góp phần giữ an ninh.", figures=[figure], by=SETTER, at=NOW
    )
    schemes.approve(sheet, on=TODAY, by=SETTER, at=NOW)
    around.site(scheme, cast.long_khanh_a, started=None, came_from=pilot)
    street = around.scheme(
        cast.thuong_lac, "Tuyến đường tự quản về an ninh trật tự", kind=SchemeKind.STREET, owner=Body.FRONT
    )
    around.activity(around.site(scheme, cast.thuong_lac, hamlet=cast.ap_1), TODAY)
    around.site(scheme, cast.thuong_lac, hamlet=cast.ap_2, started=None)
    old = around.site(street, cast.thuong_lac, started=date(2019, 6, 1), label="Đường Nguyễn Huệ", metres=1200)
    return [f"/schemes/{scheme.pk}/", f"/schemes/sites/{pilot.pk}/", f"/schemes/sites/{old.pk}/evaluate/", *_place(old)]


def _place(site: Site) -> list[str]:
    around.activity(site, TODAY, done="Họp tổ tự quản, thu gom rác, sửa đèn đường hẻm 12", reached=45)
    here = f"/schemes/sites/{site.pk}/"
    return [here, f"{here}activities/add/", f"{here}year/"]


def _laid_out(cast: Cast) -> list[str]:
    """Every register filled; the addresses to look at."""
    force, course, scheme = _team(cast), _course(cast), _scheme(cast)
    details = points.PointDetails(
        name="Điểm tư vấn ấp 1", address="nhà văn hóa ấp 1", hours="sáng thứ Ba", services=["counselling", "family"]
    )
    point = points.open_point(unit=cast.thuong_lac, details=details, valid_from=TODAY, by=SETTER, at=NOW)
    person = register_person(cast, "Nguyễn Văn Ví Dụ")
    consent(cast, person, "story")
    words = stories.StoryWords(title="Quán sửa xe đầu ngõ", body="Anh mở quán từ năm ngoái.", shown_as="anh Đ.")
    story = stories.write(person=person, words=words, by=SETTER, at=NOW)
    team = teams.set_up(
        unit=cast.thuong_lac,
        kind=TaskForceKind.MANAGEMENT_TEAM,
        person=person,
        decision_number="44/QĐ-UBND",
        decision_on=TODAY,
        valid_from=TODAY,
        by=SETTER,
        at=NOW,
    )
    return [
        "/community/",
        f"/task-forces/{force.pk}/",
        f"/task-forces/{force.pk}/members/add/",
        f"/task-forces/{team.pk}/",
        f"/task-forces/unit/{cast.thuong_lac.pk}/set-up/",
        "/clubs/",
        f"/clubs/unit/{cast.thuong_lac.pk}/new/",
        "/points/",
        f"/points/{point.pk}/",
        f"/points/{point.pk}/change/",
        "/workers/",
        f"/workers/unit/{cast.thuong_lac.pk}/new/",
        "/training/",
        course,
        "/training/gaps/",
        f"/training/unit/{cast.thuong_lac.pk}/new/",
        "/schemes/",
        "/schemes/hamlets/",
        f"/schemes/hamlets/unit/{cast.thuong_lac.pk}/add/",
        *scheme,
        "/movements/",
        "/recognitions/",
        "/stories/",
        f"/stories/{story.pk}/",
    ]


@pytest.mark.parametrize("kind", [walk.DESK, walk.PHONE], ids=["desk", "telephone"])
def test_every_screen_of_the_surroundings(cast: Cast, sit_down: SitDown, kind: dict[str, object]) -> None:
    addresses = _laid_out(cast)
    around.meet(around.club(cast.thuong_lac), date(2020, 6, 3), guests=12)
    around.club(cast.thuong_lac, "CLB Bóng đá khu dân cư")
    with sit_down(kind) as officer:
        officer.sign_in("can-bo")
        for address in addresses:
            officer.open(address)
            assert _scrolls_sideways(officer) == [], address


def test_above_the_commune_nothing_scrolls_sideways_on_a_telephone(cast: Cast, sit_down: SitDown) -> None:
    _laid_out(cast)
    new_hamlet(cast.long_khanh_a, "ấp", "Long Hữu", since=date(2019, 1, 1))
    with sit_down(walk.PHONE) as merger:
        merger.sign_in("tong-hop")
        for address in ("/task-forces/", "/schemes/hamlets/", "/points/", "/schemes/"):
            merger.open(address)
            assert _scrolls_sideways(merger) == [], address


def test_a_list_in_cards_can_still_be_put_in_another_order(cast: Cast, sit_down: SitDown) -> None:
    """On a telephone the heads of the columns are buttons above the cards."""
    for name in ("Bình yên", "An vui"):
        around.club(cast.thuong_lac, name)
    with sit_down(walk.PHONE) as officer:
        officer.sign_in("can-bo")
        officer.open("/clubs/")
        officer.press(officer.page.get_by_role("main").get_by_role("button", name="Câu lạc bộ"))
        first = officer.page.locator("tbody th").first.inner_text()
        officer.press(officer.page.get_by_role("main").get_by_role("button", name="Câu lạc bộ"))
        assert officer.page.locator("tbody th").first.inner_text() != first


def _scrolls_sideways(somebody: Walk) -> list[str]:
    """The tables of the page whose box is narrower than they are, and the page itself."""
    found: list[str] = somebody.page.evaluate(
        """() => [...document.querySelectorAll(".hn-table-box"), document.documentElement]
             .filter((box) => box.scrollWidth > box.clientWidth)
             .map((box) => box.getAttribute("aria-label") || box.tagName)"""
    )
    return found


@pytest.mark.requirement("S2-60")
def test_a_meeting_of_fifteen_takes_less_than_a_minute(cast: Cast, sit_down: SitDown) -> None:
    """On a telephone: to the club, the list, fifteen ticks, one press."""
    club = around.club(cast.thuong_lac)
    around.join(club, *(around.agreed(cast, f"Nguyễn Văn {name}") for name in NAMES))
    with sit_down(walk.PHONE) as officer:
        officer.sign_in("can-bo")
        officer.open(f"/clubs/{club.pk}/")
        began, officer.presses = time.monotonic(), 0
        officer.go(officer.door("Ghi buổi sinh hoạt"))
        for name in NAMES:
            officer.press(officer.page.get_by_label(f"Nguyễn Văn {name}", exact=True))
        officer.go(officer.button("Ghi buổi"))
        assert time.monotonic() - began < 60
        assert officer.presses == 17
        assert "Đã ghi buổi sinh hoạt." in officer.page.inner_text("main")
    assert club.meetings.get().attendance.count() == 15
