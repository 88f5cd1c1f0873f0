"""Screens of the surroundings: one walk through each, with what is refused beside its field."""

import uuid
from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from hoanhap.foundation.access.models import Account
from hoanhap.foundation.audit.models import AuditEntry
from hoanhap.people.community import actions as teams
from hoanhap.people.community.clubs.models import Attendance, Club, ClubMember, Meeting
from hoanhap.people.community.models import MemberRole, TaskForce, TaskForceKind, TaskForceMember
from hoanhap.people.community.points.models import Point
from hoanhap.people.community.schemes.models import Evaluation, Recognition, Scheme, Site
from hoanhap.people.community.stories.models import Story
from hoanhap.people.community.training.models import Trainee, TrainingCourse
from hoanhap.people.community.workers.models import RoleHeld, Worker
from tests.cast import NOW, SETTER, Cast
from tests.domain.care.talks import consent
from tests.domain.community import around
from tests.people import register_person

Enter = Callable[[Account], Client]


def text(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    return answer.content.decode()


def sent(client: Client, address: str, /, **typed: object) -> str:
    """Post a form that is accepted; where it leads."""
    answer = client.post(address, typed)
    assert answer.status_code == 302, answer.content.decode()
    return answer.headers["Location"]


@pytest.mark.requirement("S2-60")
def test_a_club_from_its_decision_to_a_meeting_of_fifteen(cast: Cast, signed_in: Enter) -> None:
    """Two presses and a tick for each who came."""
    client = signed_in(cast.officer)
    unit = cast.thuong_lac.pk
    page = sent(
        client,
        f"/clubs/unit/{unit}/new/",
        name="CLB Niềm tin",
        kind="peers",
        leader="Võ Minh Tâm",
        valid_from="06/01/2020",
    )
    club = Club.objects.get()
    people = [around.agreed(cast, f"Nguyễn Văn {name}") for name in "ABCDEFGHIKLMNOP"]
    sent(client, f"{page}join/", people=[str(one.pk) for one in people], on="02/06/2020")
    assert ClubMember.objects.count() == 15
    form = text(client, f"{page}meet/")
    assert form.count('name="present"') == 15
    assert form.index('name="present"') < form.index('name="held_on"')
    key = str(uuid.uuid4())
    facts = {"held_on": "16/06/2020", "activity": "meeting", "guests": "0", "client_key": key}
    for _twice in range(2):
        sent(client, f"{page}meet/", present=[str(one.pk) for one in people[:14]], **facts)
    assert (Meeting.objects.count(), Attendance.objects.count()) == (1, 14)
    shown = text(client, page)
    assert "Nguyễn Văn A" in shown
    assert "có sinh hoạt" in text(client, "/clubs/")
    assert AuditEntry.objects.filter(code="club.viewed", subject_id=str(people[0].pk)).exists()
    member = ClubMember.objects.order_by("id").first()
    assert member is not None
    assert "không ai thuộc câu lạc bộ" in text(client, f"{page}end/")
    sent(client, f"/clubs/members/{member.pk}/leave/", on="16/06/2020")
    assert club.members.filter(valid_to=None).count() == 14


def test_refusals_of_a_club_stand_beside_their_field(cast: Cast, signed_in: Enter) -> None:
    client, club = signed_in(cast.officer), around.club(cast.thuong_lac)
    facts = {"held_on": "16/06/2020", "activity": "meeting", "guests": "0"}
    page = client.post(f"/clubs/{club.pk}/meet/", facts).content.decode()
    assert "Đánh dấu người có mặt" in page
    assert 'href="#id_guests"' not in page
    again = {"name": "clb niem tin", "kind": "peers", "leader": "x", "valid_from": "06/01/2020"}
    page = client.post(f"/clubs/unit/{cast.thuong_lac.pk}/new/", again).content.decode()
    assert "Đã có câu lạc bộ tên này." in page
    assert 'href="#id_name"' in page


def test_others_see_a_club_without_a_name(cast: Cast, signed_in: Enter) -> None:
    club, an = around.club(cast.thuong_lac), around.agreed(cast, "Trần Thị Ẩn")
    around.join(club, an)
    around.meet(club, date(2020, 6, 3), an)
    for account in (cast.police, cast.front_cadre, cast.district_merger, cast.inspector):
        page = text(signed_in(account), f"/clubs/{club.pk}/")
        assert "Trần Thị Ẩn" not in page
        assert "03/06/2020" in page
    assert not AuditEntry.objects.filter(code="club.viewed").exists()


@pytest.mark.requirement("S3-37")
def test_a_point_is_opened_changed_staffed_and_closed(cast: Cast, signed_in: Enter) -> None:
    client, mai = signed_in(cast.officer), around.worker(cast.thuong_lac, "Trần Thị Mai")
    assert "–" in text(client, "/points/")
    facts = {"name": "Điểm tư vấn", "address": "trạm y tế", "hours": "sáng", "services": ["counselling", "legal"]}
    page = sent(
        client, f"/points/unit/{cast.thuong_lac.pk}/new/", **facts, hamlet=str(cast.ap_1.pk), valid_from="06/01/2020"
    )
    assert "thông tin, trợ giúp pháp lý" in text(client, page)
    assert "checked" in text(client, f"{page}change/")
    sent(client, f"{page}change/", **facts | {"hours": "chiều thứ Ba"})
    assert Point.objects.get().hours == "chiều thứ Ba"
    sent(client, f"{page}staff/", worker=str(mai.pk), valid_from="02/06/2020")
    shown = text(client, page)
    assert "Trần Thị Mai" in shown
    staff = Point.objects.get().staff.get()
    sent(client, f"/points/staff/{staff.pk}/end/", on="16/06/2020")
    sent(client, f"{page}close/", on="16/06/2020")
    assert "Điểm tư vấn đã đóng" in text(client, page)
    assert "0/1" in text(client, "/points/")


@pytest.mark.requirement("S1-52")
def test_a_worker_with_his_roles(cast: Cast, signed_in: Enter) -> None:
    client = signed_in(cast.front_cadre)
    facts = {"name": "Trần An", "body": "front", "valid_from": "06/01/2020"}
    new = f"/workers/unit/{cast.thuong_lac.pk}/new/"
    assert sent(client, new, **facts, roles=["collaborator", "reporter"]) == "/workers/"
    assert "đã có trong sổ" in client.post(new, facts | {"roles": ["volunteer"]}).content.decode()
    worker = Worker.objects.get()
    page = f"/workers/{worker.pk}/"
    sent(client, f"{page}roles/add/", role="volunteer", valid_from="16/06/2020")
    held = RoleHeld.objects.get(role="reporter")
    sent(client, f"/workers/roles/{held.pk}/end/", on="16/06/2020")
    shown = text(client, "/workers/")
    assert "<strong>1</strong> người" in shown
    assert "Trần An" in text(client, "/workers/?q=tran an")
    assert "Trần An" not in text(client, "/workers/?role=reporter")
    sent(client, f"{page}end/", on="16/06/2020")
    assert "đã thôi tham gia" in text(client, page)


@pytest.mark.requirement("S2-31", "S1-50")
def test_a_course_of_the_district_nominations_answers_and_a_session(cast: Cast, signed_in: Enter) -> None:
    district, commune = signed_in(cast.district_merger), signed_in(cast.officer)
    facts = {"title": "Tập huấn Tổ công tác", "kind": "class", "organiser": "labour", "modules": ["law", "counselling"]}
    page = sent(
        district,
        f"/training/unit/{cast.hong_ngu.pk}/new/",
        **facts,
        starts_on="02/06/2020",
        movements=["help_campaign"],
    )
    course = TrainingCourse.objects.get()
    names = ["Trần An", "Lý Bình", "Ngô Cúc"]
    workers = [around.worker(cast.thuong_lac, name, hamlet=cast.ap_1) for name in names]
    nominate = f"{page}unit/{cast.thuong_lac.pk}/nominate/"
    sent(commune, nominate, workers=[str(one.pk) for one in workers], category="team_member")
    for trainee, said in zip(Trainee.objects.order_by("id"), ("yes", "yes", "no"), strict=True):
        sent(district, f"/training/nominations/{trainee.pk}/answer/", accepted=said)
    seen = text(commune, page)
    assert (seen.count("được nhận"), seen.count("không nhận")) == (2, 1)
    there = [str(one.pk) for one in Trainee.objects.filter(answer="accepted")]
    sent(
        district,
        f"{page}sessions/add/",
        present=there,
        held_on="09/06/2020",
        module="law",
        hours="3,5",
        trainer="Bùi Thanh Sơn",
    )
    assert "2 người, 1 buổi, 3,5 giờ" in text(commune, page)
    gaps = text(commune, "/training/gaps/")
    assert "ấp 2" in gaps
    assert gaps.count("09/06/2020") == 2
    assert course.title in text(commune, "/training/?organiser=labour")
    assert course.title not in text(commune, "/training/?organiser=youth")
    assert "Đã ghi: không nhận." not in seen


def test_a_commune_does_not_answer_for_the_district(cast: Cast, signed_in: Enter) -> None:
    course, an = around.course(cast.hong_ngu), around.worker(cast.thuong_lac, "Trần An")
    client = signed_in(cast.officer)
    nominate = f"/training/{course.pk}/unit/{cast.thuong_lac.pk}/nominate/"
    sent(client, nominate, workers=[str(an.pk)], category="front_cadre")
    answer = f"/training/nominations/{Trainee.objects.get().pk}/answer/"
    assert client.post(answer, {"accepted": "yes"}).status_code == 404
    assert client.get(f"/training/{course.pk}/sessions/add/").status_code == 404
    assert signed_in(cast.neighbour_officer).get(nominate).status_code == 404


@pytest.mark.requirement("S4-22")
def test_a_story_by_consent(cast: Cast, signed_in: Enter) -> None:
    client, person = signed_in(cast.officer), register_person(cast, "Nguyễn Văn Ví Dụ")
    words = {"title": "Quán sửa xe", "shown_as": "anh Đ.", "body": "Anh mở quán từ năm ngoái."}
    new = f"/stories/person/{person.pk}/new/"
    assert "Chưa có sự đồng ý" in client.post(new, words).content.decode()
    consent(cast, person, "story")
    page = sent(client, new, **words)
    front = signed_in(cast.front_cadre)
    assert front.get(page).status_code == 404
    sent(client, f"{page}rewrite/", **words | {"title": "Quán nhỏ"})
    sent(client, f"{page}use/")
    assert "Anh mở quán" in text(front, page)
    assert "Quán nhỏ" in text(front, "/stories/")
    assert front.post(f"{page}hide/").status_code == 404
    sent(client, f"{page}hide/")
    assert Story.objects.get().state == "hidden"
    assert "Quán nhỏ" not in text(front, "/stories/")
    assert "Nguyễn Văn Ví Dụ" not in text(client, page)


@pytest.mark.requirement("S2-12", "S2-13", "S2-21")
def test_a_scheme_from_its_pilot_to_its_replication(cast: Cast, signed_in: Enter) -> None:
    merger, leader = signed_in(cast.district_merger), signed_in(cast.district_leader)
    new = f"/schemes/unit/{cast.hong_ngu.pk}/new/"
    page = sent(merger, new, name="Giúp đỡ tại cộng đồng", kind="support", owner="committee", movement="help_campaign")
    planned = {"unit": str(cast.thuong_lac.pk), "planned_on": "01/06/2019"}
    site = sent(merger, f"{page}unit/{cast.hong_ngu.pk}/sites/add/", **planned)
    sent(merger, f"{site}start/", on="01/06/2019", document="05/KH-UBND")
    assert "Chưa được đánh giá trong 12 tháng" in text(merger, "/schemes/")
    said = {"on": "10/06/2020", "finding": "effective", "words": "Góp phần giữ an ninh."}
    sent(merger, f"{site}evaluate/", **said)
    sheet = Evaluation.objects.get()
    sent(leader, f"/schemes/evaluations/{sheet.pk}/approve/")
    assert "Chưa có số liệu chứng minh, chưa duyệt được." in text(leader, site)
    half = merger.post(f"/schemes/evaluations/{sheet.pk}/evidence/", {"label_1": "người"}).content.decode()
    assert "Mỗi số liệu cần tên, giá trị và nguồn." in half
    figure = {"label_1": "chuyển biến tốt", "value_1": "52,94", "found_in_1": "12/BC-UBND"}
    sent(merger, f"/schemes/evaluations/{sheet.pk}/evidence/", **figure)
    assert merger.post(f"/schemes/evaluations/{sheet.pk}/approve/").status_code == 404
    sent(leader, f"/schemes/evaluations/{sheet.pk}/approve/")
    decide = {"decided": "replicate", "on": "16/06/2020", "document": "21/KH-UBND"}
    refused = leader.post(f"/schemes/evaluations/{sheet.pk}/decide/", decide).content.decode()
    assert "Nhân rộng thì chọn các xã" in refused
    targets = [str(cast.long_khanh_a.pk), str(cast.phu_thuan_b.pk)]
    sent(leader, f"/schemes/evaluations/{sheet.pk}/decide/", **decide, targets=targets)
    first = Site.objects.get(unit=cast.long_khanh_a)
    sent(merger, f"/schemes/sites/{first.pk}/start/", on="16/06/2020", document="QĐ 33")
    shown = text(merger, page)
    assert "1/2" in shown
    assert "còn Phú Thuận B" in shown
    assert "52,94" in text(merger, site)
    sent(merger, f"{site}year/", year="2021", status="kept", document="02/KH-UBND")
    sent(merger, f"{page}names/add/", name="Mô hình giúp người tại cộng đồng")
    assert Scheme.objects.get().name in text(merger, "/schemes/?q=giup nguoi tai cong dong")
    assert "nhân rộng" in text(signed_in(cast.neighbour_officer), f"/schemes/{Scheme.objects.get().pk}/?year=2020")


@pytest.mark.requirement("S2-19", "S1-47")
def test_movements_and_recognition(cast: Cast, signed_in: Enter) -> None:
    client, unit = signed_in(cast.officer), cast.thuong_lac.pk
    page = text(client, "/movements/")
    assert "không bao che, dung túng" in page
    sent(client, f"/movements/unit/{unit}/new/", name="Ba cùng")
    taken = client.post(f"/movements/unit/{unit}/new/", {"name": "bon giam"}).content.decode()
    assert "Tên này đã thuộc một phong trào" in taken
    sent(client, f"/movements/unit/{unit}/spelling/", code="four_less", name="Phong trào 4 giảm")
    assert "Phong trào 4 giảm" in text(client, "/movements/")
    facts = {"year": "2020", "decision_number": "9/QĐ-UBND", "decided_on": "02/06/2020"}
    for level, name in (("clan", "Họ Trần"), ("hamlet", "Ấp 1"), ("hamlet", "Ấp 2")):
        sent(client, f"/recognitions/unit/{unit}/new/", level=level, name=name, **facts)
    assert Recognition.objects.count() == 3
    shown = " ".join(text(client, "/recognitions/").split())
    assert "<strong>1</strong> dòng họ" in shown
    assert "<strong>2</strong> ấp, khu phố" in shown


def test_the_page_of_the_surroundings_says_first_what_is_missing(cast: Cast, signed_in: Enter) -> None:
    around.club(cast.thuong_lac)
    around.site(around.scheme(cast.thuong_lac), cast.thuong_lac, started=date(2019, 6, 1))
    page = " ".join(text(signed_in(cast.officer), "/community/").split())
    assert "1 câu lạc bộ chưa sinh hoạt tháng này" in page
    assert "2 ấp, khu phố chưa có ai được tập huấn" in page
    assert "1 nơi có mô hình chưa được đánh giá trong 12 tháng" in page
    assert "0/1" in page
    assert signed_in(cast.helper).get("/community/").status_code == 404


@pytest.mark.requirement("S2-22", "S3-24")
def test_a_team_says_which_seats_are_empty_and_what_it_did(cast: Cast, signed_in: Enter) -> None:
    client = signed_in(cast.officer)
    facts = {"decision_number": "15/QĐ-UBND", "decision_on": "10/06/2020", "valid_from": "10/06/2020"}
    page = sent(client, f"/task-forces/unit/{cast.thuong_lac.pk}/set-up/", **facts)
    shown = text(client, page)
    assert "Tổ còn thiếu thành phần" in shown
    assert "seat=police&amp;role=member" in shown
    assert "Điều 18 khoản 2" in shown
    assert "chưa đối chiếu được văn bản gốc" in shown
    form = text(client, f"{page}members/add/?seat=police&role=member")
    assert '<option value="police" selected>' in form
    member = {"name": "Phạm Quốc Huy", "seat": "police", "role": "member", "valid_from": "10/06/2020"}
    sent(client, f"{page}members/add/", **member)
    again = text(client, page)
    assert "seat=police" not in again
    for words in ("Tư vấn", "Hỗ trợ", "Quản lý: lần gặp", "Giáo dục: buổi sinh hoạt"):
        assert words in again
    assert "Tập huấn gần nhất" in again


def test_a_volunteer_team_stands_beside_the_task_force(cast: Cast, signed_in: Enter) -> None:
    client = signed_in(cast.officer)
    facts = {"decision_number": "16/QĐ-UBND", "decision_on": "10/06/2020", "valid_from": "10/06/2020"}
    address = f"/task-forces/unit/{cast.thuong_lac.pk}/set-up/"
    page = sent(client, address, **facts, kind="volunteer_team", name="Đội trật tự khu 1")
    assert "Đội trật tự khu 1" in text(client, page)
    sent(client, address, **facts, kind="task_force")
    assert TaskForce.objects.count() == 2


def test_the_team_of_a_person_is_found_from_him_and_known_to_few(cast: Cast, signed_in: Enter) -> None:
    person, client = register_person(cast, "Nguyễn Văn Ví Dụ"), signed_in(cast.officer)
    address = f"/task-forces/person/{person.pk}/"
    assert "chưa có Tổ quản lý" in text(client, address)
    facts = {"decision_number": "44/QĐ-UBND", "decision_on": "10/06/2020", "valid_from": "10/06/2020"}
    page = sent(client, f"{address}set-up/", **facts)
    assert TaskForce.objects.get().kind == TaskForceKind.MANAGEMENT_TEAM
    sent(client, f"{page}members/add/", name="", seat="family", role="member", valid_from="10/06/2020")
    assert TaskForceMember.objects.get().name == "gia đình, dòng họ"
    assert client.get(address).headers["Location"] == page
    assert signed_in(cast.police).get(page).status_code == 200
    for account in (cast.front_cadre, cast.finance, cast.district_merger, cast.health_station):
        assert signed_in(account).get(page).status_code == 404
    assert "44/QĐ-UBND" not in text(client, "/task-forces/")


def test_an_ordinary_team_wants_the_name_of_its_member(cast: Cast, signed_in: Enter) -> None:
    force = teams.set_up(
        unit=cast.thuong_lac, decision_number="x", decision_on=NOW.date(), valid_from=NOW.date(), by=SETTER, at=NOW
    )
    typed = {"name": "", "seat": "police", "role": MemberRole.MEMBER, "valid_from": "16/06/2020"}
    page = signed_in(cast.officer).post(f"/task-forces/{force.pk}/members/add/", typed).content.decode()
    assert "Họ và tên" in page
    assert not TaskForceMember.objects.exists()
