"""The clinic's screens: few presses, the last values offered, shut for everybody else; results by a press."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from hoanhap.foundation.access.models import Account
from hoanhap.foundation.audit.models import AuditEntry
from hoanhap.people.care.clinic import actions
from hoanhap.people.care.clinic.models import ClinicSheet, DetoxEpisode, SubstitutionPhase
from hoanhap.people.care.clinic.sheets import DetoxDay, DrugTest
from hoanhap.people.care.health_room_models import Referral
from hoanhap.people.cases.models import Case
from tests import people
from tests.cast import TODAY, Cast
from tests.domain.care import talks
from tests.web.office.care.taps import form_of

Enter = Callable[[Account], Client]
TEST = {"on": "16/06/2020", "result": "positive", "sample": "urine", "panel": ["mop", "met"], "kit": "QuickTest 4"}


@pytest.fixture
def case(cast: Cast) -> Case:
    return people.open_home_case(cast, people.register_person(cast, "Nguyễn Văn Đào", hamlet=cast.ap_2))


@pytest.fixture
def room(cast: Cast, case: Case) -> Referral:
    return people.refer(cast, case, cast.health_station)


def record(cast: Cast, room: Referral, **changes: object) -> ClinicSheet:
    test = DrugTest(**{"result": "positive", "kit": "QuickTest 4", "positive": ("mop",), **changes})  # type: ignore[arg-type]
    return actions.record_test(room, test=test, on=TODAY, written=talks.written(cast, cast.health_station))


# --- presses ------------------------------------------------------------------------------------------------------


@pytest.mark.requirement("J3")
def test_a_test_asks_for_one_press_and_save_once_the_kit_is_known(
    cast: Cast, signed_in: Enter, case: Case, room: Referral
) -> None:
    """At most twenty seconds: the result is pressed, all else stands there."""
    record(cast, room)
    client, address = signed_in(cast.health_station), f"/cases/{case.pk}/health/test/"
    form = form_of(client.get(address).content)
    assert form.visible == ["on", "result", "sample", "panel", "positive", "kit"]
    assert form.values["kit"] == ["QuickTest 4"]
    assert "result" not in form.values
    answer = client.post(address, form.data(result="negative"))
    assert answer.headers["Location"] == f"/cases/{case.pk}/health/"
    assert client.post(address, form.data(result="negative")).status_code == 302  # the thumb again
    assert ClinicSheet.objects.filter(kind="test").count() == 2


@pytest.mark.requirement("J3")
def test_a_day_of_detox_like_the_one_before_is_one_press(
    cast: Cast, signed_in: Enter, case: Case, room: Referral
) -> None:
    """At most forty seconds: the values of the last sheet stand there, save is pressed."""
    note = talks.written(cast, cast.health_station, TODAY - timedelta(days=1))
    episode = actions.start_detox(room, began_on=TODAY - timedelta(days=1), by=note.by, at=note.at)
    day = DetoxDay(withdrawal="moderate", pressure="120/80", sleep="poor", eating="little", medicine="Diazepam 5 mg")
    actions.record_day(room, episode, day=day, on=TODAY - timedelta(days=1), written=note)
    client, address = signed_in(cast.health_station), f"/cases/{case.pk}/health/detox/day/"
    form = form_of(client.get(address).content)
    assert len(form.visible) == 9
    assert form.values["on"] == ["16/06/2020"]
    assert client.post(address, form.data()).headers["Location"] == f"/cases/{case.pk}/health/"
    assert [sheet.on for sheet in ClinicSheet.objects.filter(kind="day").order_by("on")] == [
        TODAY - timedelta(days=1),
        TODAY,
    ]


@pytest.mark.requirement("J3")
def test_to_refer_is_one_press_where_there_is_one_station(cast: Cast, signed_in: Enter, case: Case) -> None:
    """At most thirty seconds: where to, what for and until when stand there; a message may be left out."""
    assert cast.health_station
    client, address = signed_in(cast.officer), f"/cases/{case.pk}/referral/"
    form = form_of(client.get(address).content)
    assert form.visible == ["agency", "purpose", "message", "until"]
    assert client.post(address, form.data()).headers["Location"] == f"/cases/{case.pk}/"
    assert Referral.objects.count() == 1


# --- detox --------------------------------------------------------------------------------------------------------


def test_detox_from_beginning_to_end(cast: Cast, signed_in: Enter, case: Case, room: Referral) -> None:
    client, base = signed_in(cast.health_station), f"/cases/{case.pk}/health/"
    assert client.get(f"{base}detox/day/").headers["Location"] == base  # nothing was begun
    assert client.post(f"{base}detox/", {"began_on": "16/06/2020"}).headers["Location"] == base
    page = client.get(base).content.decode()
    assert "Đang cắt cơn" in page
    assert "Chưa có khám ban đầu" in page
    home = client.get("/").content.decode()
    assert "Khám ban đầu cho Nguyễn Văn Đào" in home
    assert f'href="{base}detox/exam/"' in home
    answer = client.post(f"{base}detox/end/", {"ended_on": "16/06/2020", "ending": "completed"})
    assert "Chưa có khám ban đầu" in answer.content.decode()
    exam = {"on": "16/06/2020", "fit": "here", "pressure": "120/80"}
    assert client.post(f"{base}detox/exam/", exam).headers["Location"] == base
    assert client.post(f"{base}detox/day/", {"on": "16/06/2020", "withdrawal": "mild"}).headers["Location"] == base
    page = client.get(base).content.decode()
    assert "Chưa có khám ban đầu" not in page
    assert "Biểu hiện cai: nhẹ" in page
    answer = client.post(f"{base}detox/end/", {"ended_on": "16/06/2020", "ending": "completed"})
    assert answer.headers["Location"] == base
    assert DetoxEpisode.objects.get().ending == "completed"
    assert "cắt cơn của" not in client.get("/").content.decode()


@pytest.mark.parametrize(
    ("path", "data", "words"),
    [
        ("test/", {"on": "16/06/2020"}, "Kết quả"),
        ("test/", {**TEST, "positive": []}, "Kết quả dương tính thì chọn"),
        ("test/", {**TEST, "positive": ["thc"]}, "phải nằm trong"),
        ("test/", {**TEST, "positive": ["mop"], "on": "17/06/2020"}, "chưa đến"),
        ("test/", {**TEST, "positive": ["mop"], "kit": "HIV test"}, "không ghi về HIV"),
        ("overdose/", {"on": "16/06/2020"}, "Dấu hiệu"),
        ("substitution/", {"phase": "dropped", "medicine": "methadone", "on": "16/06/2020"}, "Giai đoạn"),
        ("detox/", {"began_on": "17/06/2020"}, "đến hôm nay"),
    ],
)
def test_bad_input_is_answered_beside_its_box_and_keeps_nothing(
    cast: Cast, signed_in: Enter, case: Case, room: Referral, path: str, data: dict[str, object], words: str
) -> None:
    answer = signed_in(cast.health_station).post(f"/cases/{case.pk}/health/{path}", data)
    page = answer.content.decode()
    assert (answer.status_code, "govuk-error-summary" in page, words in page) == (200, True, True)
    assert not ClinicSheet.objects.exists()
    assert not SubstitutionPhase.objects.exists()
    assert not DetoxEpisode.objects.exists()


def test_overdose_and_substitution_are_written(cast: Cast, signed_in: Enter, case: Case, room: Referral) -> None:
    client, base = signed_in(cast.health_station), f"/cases/{case.pk}/health/"
    event = {"on": "16/06/2020", "signs": ["breathing"], "done": ["called", "naloxone"], "outcome": "recovered"}
    assert client.post(f"{base}overdose/", event).headers["Location"] == base
    phase = {"phase": "starting", "medicine": "methadone", "on": "16/06/2020"}
    assert client.post(f"{base}substitution/", phase).headers["Location"] == base
    page = client.get(base).content.decode()
    assert "gọi 115, dùng naloxone" in page
    assert "Dò liều, methadone" in re.sub(r"\s+", " ", page)
    offered = client.get(f"{base}substitution/").content.decode()
    assert 'value="maintaining"' in offered
    assert 'value="completed"' not in offered


def test_a_sheet_is_corrected_and_the_second_hand_is_told(
    cast: Cast, signed_in: Enter, case: Case, room: Referral
) -> None:
    sheet, client = record(cast, room), signed_in(cast.health_station)
    address = f"/health/sheets/{sheet.pk}/"
    form = form_of(client.get(address).content)
    fixed = form.data(result="negative", positive=[])
    assert client.post(address, fixed).headers["Location"] == f"/cases/{case.pk}/health/"
    assert client.post(address, fixed).status_code == 404  # another sheet holds now
    page = client.get(f"/cases/{case.pk}/health/").content.decode()
    assert "âm tính" in page
    assert "đã sửa" in page
    assert AuditEntry.objects.filter(code="health.sheet_corrected").count() == 1


# --- minors -------------------------------------------------------------------------------------------------------


@pytest.mark.requirement("J3")
def test_blood_of_a_minor_is_refused_on_the_page_and_the_guardians_paper_is_asked_for(
    cast: Cast, signed_in: Enter
) -> None:
    person = people.register_person(cast, "Trần Văn Bé", birth="20/06/2004")
    young = people.open_home_case(cast, person, number="07/QĐ-UBND")
    people.refer(cast, young, cast.health_station)
    client, address = signed_in(cast.health_station), f"/cases/{young.pk}/health/test/"
    assert "giver_name" in form_of(client.get(address).content).visible
    blood = {**TEST, "sample": "blood", "positive": ["mop"]}
    page = client.post(address, blood).content.decode()
    assert "cần cha, mẹ hoặc người giám hộ đồng ý" in page
    assert not ClinicSheet.objects.exists()
    talks.publish(
        cast, "blood_test", "Tôi là mẹ, tôi đồng ý để trạm lấy máu của con tôi, và rút lại được bất cứ lúc nào."
    )
    signed = {**blood, "giver_name": "Nguyễn Thị Ớt", "paper_number": "12"}
    assert client.post(address, signed).status_code == 302
    assert ClinicSheet.objects.count() == 1


def test_an_adult_is_not_asked_for_a_guardian(cast: Cast, signed_in: Enter, case: Case, room: Referral) -> None:
    page = signed_in(cast.health_station).get(f"/cases/{case.pk}/health/test/").content
    assert "giver_name" not in form_of(page).visible


# --- who sees -----------------------------------------------------------------------------------------------------


@pytest.mark.requirement("S2-47")
def test_the_case_lead_sees_a_result_by_a_press_and_the_station_learns_who(
    cast: Cast, signed_in: Enter, case: Case, room: Referral
) -> None:
    record(cast, room)
    client = signed_in(cast.officer)
    page = client.get(f"/cases/{case.pk}/").content.decode()
    assert f'action="/cases/{case.pk}/results/"' in page
    assert "dương tính" not in page
    shown = client.post(f"/cases/{case.pk}/results/").content.decode()
    assert "Kết quả: dương tính" in shown
    assert "Một kết quả không nói lên việc nghiện" in shown
    assert "dương tính" not in client.get(f"/cases/{case.pk}/").content.decode()
    inside = signed_in(cast.health_station).get(f"/cases/{case.pk}/health/").content.decode()
    assert "Kết quả xét nghiệm đã được xem:" in inside
    assert "Trần Thị Mai" in inside
    looks = signed_in(cast.leader).get(f"/cases/{case.pk}/looks/").content.decode()
    assert "Mở phần sức khỏe" in looks
    assert "xét nghiệm" not in looks


@pytest.mark.requirement("J3")
@pytest.mark.parametrize(
    "who",
    ["leader", "police", "helper", "inspector", "front_cadre", "front_hamlet", "centre", "neighbour_station",
     "neighbour_officer", "district_merger", "province_leader", "administrator"],
)  # fmt: skip
def test_for_everybody_else_there_is_neither_a_sheet_nor_a_result(
    cast: Cast, signed_in: Enter, case: Case, room: Referral, who: str
) -> None:
    people.assign_helper(cast, case, account=cast.helper)
    sheet, client, base = record(cast, room), signed_in(getattr(cast, who)), f"/cases/{case.pk}/health/"
    for path in ("test/", "overdose/", "substitution/", "detox/", "detox/exam/", "detox/day/", "detox/end/"):
        assert client.get(base + path).status_code == 404, path
        assert client.post(base + path, TEST).status_code == 404, path
    assert client.get(f"/health/sheets/{sheet.pk}/").status_code == 404
    assert client.post(f"/cases/{case.pk}/results/").status_code == 404
    assert client.post(f"/referrals/{room.pk}/outcome/", {"outcome": "came"}).status_code == 404
    for address in ("/", "/people/", f"/cases/{case.pk}/", "/people/?q=duong+tinh"):
        assert "dương tính" not in client.get(address).content.decode()
    assert ClinicSheet.objects.count() == 1
    assert not AuditEntry.objects.filter(code="health.result_seen").exists()


def test_what_is_written_inside_changes_no_page_of_the_commune(
    cast: Cast, signed_in: Enter, case: Case, room: Referral
) -> None:
    clients = [signed_in(account) for account in (cast.officer, cast.leader, cast.police)]
    addresses = ["/", "/people/", f"/cases/{case.pk}/"]

    def pages() -> list[str]:
        drop = r'(name="csrfmiddlewaretoken" value="\w+"|name="client_key" value="[\w-]+")'
        return [re.sub(drop, "", one.get(address).content.decode()) for one in clients for address in addresses]

    before, note = pages(), talks.written(cast, cast.health_station)
    record(cast, room)
    actions.start_detox(room, began_on=TODAY, by=note.by, at=note.at)
    actions.set_phase(room, phase="starting", medicine="methadone", on=TODAY, by=note.by, at=note.at)
    assert pages() == before


# --- outcome of a referral ----------------------------------------------------------------------------------------


@pytest.mark.requirement("S2-28")
def test_an_open_referral_is_flagged_at_both_ends_until_its_outcome(
    cast: Cast, signed_in: Enter, case: Case, room: Referral
) -> None:
    Referral.objects.update(sent_at=room.sent_at - timedelta(days=15))
    officer, station = signed_in(cast.officer), signed_in(cast.health_station)
    assert "quá 14 ngày chưa có kết quả" in officer.get(f"/cases/{case.pk}/").content.decode()
    assert "quá 14 ngày" in station.get("/referrals/").content.decode()
    assert station.post(f"/referrals/{room.pk}/outcome/", {"outcome": "x"}).status_code == 422
    assert station.post(f"/referrals/{room.pk}/outcome/", {"outcome": "came"}).headers["Location"] == "/referrals/"
    page = officer.get(f"/cases/{case.pk}/").content.decode()
    assert "quá 14 ngày" not in page
    assert "đã đến, đang được chăm sóc" in page
    assert station.post(f"/referrals/{room.pk}/outcome/", {"outcome": "done"}).status_code == 302
    assert "đã xong việc được giới thiệu" in officer.get(f"/cases/{case.pk}/").content.decode()
