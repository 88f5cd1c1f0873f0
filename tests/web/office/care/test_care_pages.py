"""Screens of the own plan, counselling, leaflets, groups and the first-aid card."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.test import Client

from hoanhap.foundation.access.models import Account
from hoanhap.foundation.audit.models import AuditEntry
from hoanhap.foundation.watch import guarding
from hoanhap.people.care.counselling import actions as counselling
from hoanhap.people.care.counselling import groups
from hoanhap.people.care.counselling.models import Counselling, GroupMeeting, GroupMember, Leaflet, SupportGroup
from hoanhap.people.care.individual_plan import actions as plans
from hoanhap.people.care.individual_plan.models import IndividualPlan, PlanStep
from hoanhap.people.care.individual_plan.rules import StepDetails
from hoanhap.people.cases.models import Case
from tests import people
from tests.cast import NOW, SETTER, TODAY, Cast
from tests.domain.care import talks
from tests.web.office.care.taps import form_of

Enter = Callable[[Account], Client]
OTHERS = (
    "police", "helper", "inspector", "health_station", "centre", "front_cadre", "neighbour_officer",
    "stranger_officer", "district_merger", "administrator",
)  # fmt: skip


@pytest.fixture
def case(cast: Cast) -> Case:
    return people.open_home_case(cast, people.register_person(cast, "Nguyễn Văn Đào", hamlet=cast.ap_2))


# --- the own plan -------------------------------------------------------------------------------------------------


@pytest.mark.requirement("S1-26")
def test_a_plan_is_written_agreed_on_and_printed_with_the_wish_first(cast: Cast, signed_in: Enter, case: Case) -> None:
    client, base = signed_in(cast.officer), f"/cases/{case.pk}/own-plan/"
    assert f'href="{base}"' in client.get(f"/cases/{case.pk}/").content.decode()
    form = form_of(client.get(f"{base}write/").content)
    assert form.visible[0] == "wish"
    answer = client.post(f"{base}write/", form.data(wish="Mở tiệm sửa xe", strengths="Khéo tay", goals="Học xong nghề"))
    assert answer.headers["Location"] == base
    step = form_of(client.get(f"{base}steps/").content)
    assert step.visible == ["what", "owner", "due_on"]
    sent = step.data(what="Đăng ký lớp", owner="officer", due_on="30/06/2020")
    for _time in range(2):
        assert client.post(f"{base}steps/", sent).headers["Location"] == base
    page = client.get(base).content.decode()
    order = [page.index(words) for words in ("Mở tiệm sửa xe", "Khéo tay", "Học xong nghề", "Đăng ký lớp")]
    assert order == sorted(order)
    paper = client.get(f"{base}paper/")
    with ZipFile(BytesIO(paper.content)) as archive:
        text = re.sub(r"<[^>]+>", "\n", archive.read("word/document.xml").decode())
    assert text.casefold().index("mong muốn của tôi") < text.index("Mở tiệm sửa xe") < text.index("Khéo tay")
    assert paper.headers["Content-Disposition"].endswith('.docx"')
    made = PlanStep.objects.get()
    assert "Xem việc đã hẹn với Nguyễn Văn Đào" in client.get("/").content.decode()
    assert client.post(f"/own-plans/steps/{made.pk}/end/", {"how": "done"}).headers["Location"] == base
    assert "Đã xong, 16/06/2020" in client.get(base).content.decode()


def test_an_earlier_version_is_read_as_it_stood(cast: Cast, signed_in: Enter, case: Case) -> None:
    first = talks.write_plan(cast, case, goals="Bỏ hẳn")
    talks.write_plan(cast, case, goals="Nuôi gà")
    client = signed_in(cast.leader)
    page = client.get(f"/cases/{case.pk}/own-plan/").content.decode()
    assert f'href="/own-plans/{first.pk}/"' in page
    assert "Bỏ hẳn" not in page
    assert "Bỏ hẳn" in client.get(f"/own-plans/{first.pk}/").content.decode()


def test_of_two_who_write_the_second_sees_both(cast: Cast, signed_in: Enter, case: Case) -> None:
    client, address = signed_in(cast.officer), f"/cases/{case.pk}/own-plan/write/"
    form = form_of(client.get(address).content)
    talks.write_plan(cast, case, goals="Của người kia")
    mine = form.data(wish="Mở tiệm sửa xe", goals="Của tôi")
    page = client.post(address, mine)
    assert "Của người kia" in page.content.decode()
    assert IndividualPlan.objects.count() == 1
    again = form_of(page.content)
    assert client.post(address, again.data()).status_code == 302
    assert IndividualPlan.objects.count() == 2


def test_bad_words_are_answered_beside_their_box(cast: Cast, signed_in: Enter, case: Case) -> None:
    client, base = signed_in(cast.officer), f"/cases/{case.pk}/own-plan/"
    form = form_of(client.get(f"{base}write/").content)
    for changes, words in (
        ({"wish": "", "goals": "x"}, "Mong muốn"),
        ({"wish": "x", "goals": "HIV"}, "không ghi về HIV"),
        ({"wish": "x", "goals": "x", "agreed_on": "17/06/2020"}, "Ngày lập"),
    ):
        answer = client.post(f"{base}write/", form.data(**changes))
        assert (answer.status_code, words in answer.content.decode()) == (200, True)
    assert not IndividualPlan.objects.exists()
    step = client.post(f"{base}steps/", {"what": "x", "owner": "person", "due_on": "30/06/2020"})
    assert "Chưa có kế hoạch" in step.content.decode()


# --- counselling --------------------------------------------------------------------------------------------------


@pytest.mark.requirement("S1-21", "S1-22", "S3-35")
def test_a_session_is_recorded_and_an_incomplete_first_one_says_what_is_missing(
    cast: Cast, signed_in: Enter, case: Case
) -> None:
    leaflet = counselling.add_leaflet(unit=cast.thuong_lac, details=talks.LEAFLET, by=SETTER, at=NOW)
    client, base = signed_in(cast.officer), f"/cases/{case.pk}/counselling/"
    form = form_of(client.get(f"{base}new/").content)
    assert form.values["counsellor"] == ["Trần Thị Mai"]
    sent = form.data(topics=["harm", "need"], leaflet=str(leaflet.pk), note="Nghe chăm chú")
    for _time in range(2):
        assert client.post(f"{base}new/", sent).headers["Location"] == base
    page = client.get(base).content.decode()
    assert "Buổi đầu còn thiếu: quy trình cai nghiện." in re.sub(r"\s+", " ", page)
    assert "Hiểu về cai nghiện, bản 1" in page
    session = Counselling.objects.get()
    replaced = {"title": "Hiểu về cai nghiện", "source": "Bộ Y tế", "approved_by": "A", "valid_from": "16/06/2020"}
    assert client.post(f"/leaflets/{leaflet.pk}/", replaced).headers["Location"] == "/leaflets/"
    page = client.get(base).content.decode()
    assert "Hiểu về cai nghiện, bản 1" in page
    offered = client.get(f"{base}new/").content.decode()
    assert "bản 2" in offered
    assert "bản 1" not in offered
    assert client.post(f"/counselling/{session.pk}/void/").headers["Location"] == base
    assert "ghi nhầm" in client.get(base).content.decode()


def test_the_note_of_a_talk_of_the_soul_opens_once_by_a_press(cast: Cast, signed_in: Enter, case: Case) -> None:
    session = talks.counsel(cast, case, kind="psychological", note="Buồn vì xa con")
    client, base = signed_in(cast.leader), f"/cases/{case.pk}/counselling/"
    page = client.get(base).content.decode()
    assert "Buồn" not in page
    assert f'action="/counselling/{session.pk}/note/"' in page
    assert "Buồn vì xa con" in client.post(f"/counselling/{session.pk}/note/").content.decode()
    assert "Buồn" not in client.get(base).content.decode()
    assert AuditEntry.objects.filter(code="counselling.note_opened").count() == 1
    assert "Buồn" not in client.get(f"/cases/{case.pk}/").content.decode()


# --- groups and leaflets ------------------------------------------------------------------------------------------


@pytest.mark.requirement("S5-26")
def test_a_group_from_beginning_to_end(cast: Cast, signed_in: Enter, case: Case) -> None:
    client = signed_in(cast.officer)
    assert (
        client.post("/support-groups/new/", {"name": "Nhóm Bình Minh", "started_on": "01/06/2020"}).status_code == 302
    )
    base = f"/support-groups/{SupportGroup.objects.get().pk}/"
    assert "Chưa có ai đồng ý" in client.get(f"{base}join/").content.decode()
    talks.consent(cast, case.person, "groups")
    assert client.post(f"{base}join/", {"case": str(case.pk), "on": "01/06/2020"}).headers["Location"] == base
    form = form_of(client.get(f"{base}meet/").content)
    assert form.visible == ["met_on", "present", "topic"]
    assert client.post(f"{base}meet/", form.data(present=[str(case.pk)])).headers["Location"] == base
    assert client.post(f"{base}meet/", form.data(present=[])).status_code == 200  # that day is written
    page = client.get(base).content.decode()
    assert "Nguyễn Văn Đào" in page
    assert "1/1" in page
    member = GroupMember.objects.get()
    assert client.post(f"/support-groups/members/{member.pk}/leave/").headers["Location"] == base
    assert client.post(f"{base}end/", {"on": "16/06/2020"}).headers["Location"] == base
    assert GroupMeeting.objects.count() == 1
    assert "Nhóm Bình Minh" in client.get("/support-groups/").content.decode()


def test_a_leaflet_without_its_source_is_not_kept(cast: Cast, signed_in: Enter) -> None:
    client = signed_in(cast.leader)
    answer = client.post("/leaflets/new/", {"title": "A", "source": "", "approved_by": "B", "valid_from": "16/06/2020"})
    assert (answer.status_code, Leaflet.objects.count()) == (200, 0)
    whole = {"title": "A", "source": "Sở Y tế", "approved_by": "B", "valid_from": "16/06/2020"}
    assert client.post("/leaflets/new/", whole).headers["Location"] == "/leaflets/"
    assert "A, bản 1" in client.get("/leaflets/").content.decode()
    counselling.add_leaflet(unit=cast.long_khanh_a, details=replace(talks.LEAFLET, title="Z"), by=SETTER, at=NOW)
    counselling.add_leaflet(unit=cast.hong_ngu, details=replace(talks.LEAFLET, title="Y"), by=SETTER, at=NOW)
    page = client.get("/leaflets/").content.decode()
    assert ("Y, bản 1" in page, "Z, bản 1" in page) == (True, False)  # of the levels above, not of a neighbour


@pytest.mark.parametrize("who", OTHERS)
def test_for_everybody_else_none_of_it_is_there(cast: Cast, signed_in: Enter, case: Case, who: str) -> None:
    people.assign_helper(cast, case, account=cast.helper)
    people.refer(cast, case, cast.health_station)
    plan, session = talks.write_plan(cast, case), talks.counsel(cast, case)
    step = plans.agree(
        case, step=StepDetails(what="x", owner="person", due_on=TODAY + timedelta(days=1)), by=SETTER, at=NOW
    )
    group = groups.start(unit=cast.thuong_lac, name="Nhóm", started_on=date(2020, 6, 1), by=SETTER, at=NOW)
    client, base = signed_in(getattr(cast, who)), f"/cases/{case.pk}/"
    looks = (
        f"{base}own-plan/", f"{base}own-plan/write/", f"{base}own-plan/steps/", f"{base}own-plan/paper/",
        f"/own-plans/{plan.pk}/", f"{base}counselling/", f"{base}counselling/new/", f"/support-groups/{group.pk}/",
        f"/support-groups/{group.pk}/meet/",
    )  # fmt: skip
    for address in looks:
        assert client.get(address).status_code == 404, address
    acts = (f"/own-plans/steps/{step.pk}/end/", f"/counselling/{session.pk}/note/", f"/counselling/{session.pk}/void/")
    for address in acts:
        assert client.post(address, {"how": "done"}).status_code == 404, address
    step.refresh_from_db()
    assert step.state == "open"


# --- the card -----------------------------------------------------------------------------------------------------


@pytest.mark.requirement("S2-49")
def test_the_card_opens_for_anybody_and_names_nothing_outside_itself(cast: Cast) -> None:
    stranger = Client()
    page = stranger.get("/first-aid/overdose/")
    assert page.status_code == 200
    assert "115" in page.content.decode()
    card = stranger.get("/first-aid/overdose/card.html")
    text = card.content.decode()
    assert "max-age" in card.headers["Cache-Control"]
    assert "Content-Disposition" not in card.headers
    assert stranger.get("/first-aid/overdose/card.html?save").headers["Content-Disposition"].startswith("attachment")
    assert not re.search(r"<(link|script|img|style|iframe)|src=|https?:|url\(", text)
    assert re.findall(r'href="([^"]+)"', text) == ["tel:115"]
    for words in ("Gọi to", "ngửa đầu", "naloxone", "nằm nghiêng", "Không dội nước lạnh"):
        assert words in text
    assert "Set-Cookie" not in card.headers


# --- reading is watched ----------------------------------------------------------------------------------------------


def test_an_earlier_plan_and_the_note_of_a_talk_count_as_a_look_into_the_file(
    cast: Cast, signed_in: Enter, case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else whoever reads through a commune would read its plans and notes one by one."""
    plan = talks.write_plan(cast, case, goals="Bỏ hẳn")
    session = talks.counsel(cast, case, kind="psychological", note="Buồn vì xa con")
    looked: list[str] = []
    monkeypatch.setattr(guarding, "look", lambda _viewer, unit_path, _at: looked.append(unit_path))
    client = signed_in(cast.leader)
    for answer in (client.get(f"/own-plans/{plan.pk}/"), client.post(f"/counselling/{session.pk}/note/")):
        assert answer.status_code == 200
        assert looked.pop() == case.unit_path
