"""The screens of the measures: the checklist, papers, violations, absences, residence checks, a change of law."""

import uuid
from collections.abc import Callable
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from hoanhap.foundation.access.models import Account
from hoanhap.kernel import clock
from hoanhap.people.cases import actions as cases
from hoanhap.people.cases.actions import Opening
from hoanhap.people.cases.models import Case
from hoanhap.people.cases.rules import Step
from hoanhap.people.rehab import actions, papers
from hoanhap.people.rehab.models import (
    Absence,
    CasePaper,
    Certificate,
    Dossier,
    DossierItem,
    FollowedDecision,
    Happening,
    ResidenceCheck,
    StepGround,
    TransitionChoice,
    Violation,
)
from hoanhap.people.rehab.papers import PaperDetails
from tests import cast as stage
from tests import people, pictures
from tests.cast import NOW, TODAY, Cast

Enter = Callable[[Account], Client]


@pytest.fixture
def home(cast: Cast) -> Case:
    return people.open_home_case(cast, people.register_person(cast, "Trần Văn Út", birth="1990"))


@pytest.fixture
def registered(cast: Cast) -> Case:
    person = people.register_person(cast, "Lê Văn Sáu", birth="1991")
    opening = Opening(person=person, steps=(Step(state="registered", on=date(2020, 6, 15)),))
    return cases.open_case(opening=opening, unit=person.unit, by=cast.viewer(cast.officer).actor, at=NOW)


def on(day: date) -> None:
    """The office works on another day, under another law."""
    clock.set_start(clock.at(day, 9))
    stage.attest_until(date(2027, 1, 1))


# -- the page --------------------------------------------------------------------------------------------------


def test_the_page_shows_what_runs_and_what_is_missing(cast: Cast, signed_in: Enter, registered: Case) -> None:
    page = signed_in(cast.officer).get(f"/cases/{registered.pk}/measures/").content.decode()
    for words in (
        "Lê Văn Sáu",
        "Thời hạn đang chạy",
        "Lập danh mục giấy tờ",
        "Chưa lập danh mục nào.",
        "Ra quyết định cho Lê Văn Sáu",
    ):
        assert words in page


@pytest.mark.parametrize(
    ("who", "status"),
    [("officer", 200), ("leader", 200), ("police", 200), ("helper", 404), ("inspector", 404),
     ("neighbour_officer", 404), ("stranger_officer", 404), ("administrator", 404), ("district_merger", 404)],
)  # fmt: skip
def test_whose_work_it_is_opens_it(cast: Cast, signed_in: Enter, home: Case, who: str, status: int) -> None:
    assert signed_in(getattr(cast, who)).get(f"/cases/{home.pk}/measures/").status_code == status


def test_a_wrong_id_and_a_wrong_method(cast: Cast, signed_in: Enter, home: Case) -> None:
    client = signed_in(cast.officer)
    assert client.get(f"/cases/{uuid.uuid4()}/measures/").status_code == 404
    assert client.post(f"/cases/{home.pk}/measures/").status_code == 405


def test_the_file_leads_here(cast: Cast, signed_in: Enter, home: Case) -> None:
    assert f"/cases/{home.pk}/measures/" in signed_in(cast.police).get(f"/cases/{home.pk}/").content.decode()


# -- dossiers --------------------------------------------------------------------------------------------------


@pytest.mark.requirement("S1-24", "S2-36")
def test_a_dossier_is_begun_filled_and_handed_in(cast: Cast, signed_in: Enter, registered: Case) -> None:
    client = signed_in(cast.officer)
    page = client.get(f"/cases/{registered.pk}/dossiers/new/").content.decode()
    assert "NĐ 94/2010/NĐ-CP; thủ tục cai nghiện tự nguyện tại cộng đồng" in page
    answer = client.post(f"/cases/{registered.pk}/dossiers/new/", {"choice": "start_community"})
    dossier = Dossier.objects.get()
    assert answer.headers["Location"] == f"/dossiers/{dossier.pk}/"
    page = client.get(answer.headers["Location"]).content.decode()
    assert "Chưa trình được, còn thiếu" in page
    assert "Trình hôm nay thì quyết định trước" in page
    assert "Trình người quyết định" not in page
    refused = client.post(f"/dossiers/{dossier.pk}/submit/", {"version": dossier.version}, follow=True)
    assert "Chưa trình được: đơn đề nghị (còn thiếu); bản tóm tắt lý lịch (còn thiếu)." in refused.content.decode()
    typed = {"version": dossier.version, "application-there": "on", "application-number": "1", "cv-there": "on"}
    dossier.refresh_from_db()
    client.post(f"/dossiers/{dossier.pk}/", typed | {"version": str(dossier.version)})
    dossier.refresh_from_db()
    client.post(f"/dossiers/{dossier.pk}/submit/", {"version": dossier.version})
    dossier.refresh_from_db()
    assert dossier.state == "submitted"
    assert "Việc tiếp theo" in client.get(f"/cases/{registered.pk}/").content.decode()


@pytest.mark.requirement("S1-24")
@pytest.mark.parametrize("who", ["officer", "police"])
def test_a_scan_is_attached_saved_to_the_desk_and_taken_back(
    cast: Cast, signed_in: Enter, registered: Case, who: str
) -> None:
    client = signed_in(getattr(cast, who))
    client.post(f"/cases/{registered.pk}/dossiers/new/", {"choice": "start_community"})
    dossier = Dossier.objects.get()
    item = DossierItem.objects.filter(dossier=dossier).order_by("position")[0]
    address = f"/dossiers/papers/{item.pk}/scan/"
    assert f'name="scan" value="{item.pk}"' in client.get(f"/dossiers/{dossier.pk}/").content.decode()
    wrong = {"version": dossier.version, "file": SimpleUploadedFile("a.jpg", b"MZ no picture")}
    assert "govuk-error-message" in client.post(address, wrong).content.decode()
    client.post(address, {"version": dossier.version, "file": SimpleUploadedFile("a.jpg", pictures.jpeg())})
    page = client.get(f"/dossiers/{dossier.pk}/").content.decode()
    assert "Mở bản chụp" in page
    saved = client.get(f"{address}file/")
    assert saved.content.startswith(b"\xff\xd8")
    assert saved.headers["Content-Disposition"].startswith('attachment; filename="tep-')
    assert saved.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert saved.headers["X-Content-Type-Options"] == "nosniff"
    dossier.refresh_from_db()
    client.post(f"{address}remove/", {"version": dossier.version})
    assert "Mở bản chụp" not in client.get(f"/dossiers/{dossier.pk}/").content.decode()
    assert client.get(f"{address}file/").status_code == 404


def test_what_is_ticked_is_saved_on_the_way_to_a_scan(cast: Cast, signed_in: Enter, registered: Case) -> None:
    client = signed_in(cast.officer)
    client.post(f"/cases/{registered.pk}/dossiers/new/", {"choice": "start_community"})
    dossier = Dossier.objects.get()
    item, other = DossierItem.objects.filter(dossier=dossier).order_by("position")[:2]
    ticked = {"version": dossier.version, f"{other.paper}-there": "on", "scan": str(item.pk)}
    answer = client.post(f"/dossiers/{dossier.pk}/", ticked)
    assert answer.headers["Location"] == f"/dossiers/papers/{item.pk}/scan/"
    page = client.get(f"/dossiers/{dossier.pk}/").content.decode()
    assert page.count(" checked") == 1
    dossier.refresh_from_db()
    strange = client.post(f"/dossiers/{dossier.pk}/", ticked | {"version": dossier.version, "scan": "../../people/"})
    assert strange.headers["Location"] == f"/dossiers/{dossier.pk}/"


@pytest.mark.parametrize("odd", ["²", "9" * 5000, "x", ""])
def test_a_version_nobody_has_hands_nothing_in(cast: Cast, signed_in: Enter, registered: Case, odd: str) -> None:
    client = signed_in(cast.officer)
    client.post(f"/cases/{registered.pk}/dossiers/new/", {"choice": "start_community"})
    dossier = Dossier.objects.get()
    assert client.post(f"/dossiers/{dossier.pk}/submit/", {"version": odd}).status_code == 302
    dossier.refresh_from_db()
    assert dossier.state == "open"


def test_a_refusal_leads_to_its_paper(cast: Cast, signed_in: Enter, registered: Case) -> None:
    client = signed_in(cast.leader)
    client.post(f"/cases/{registered.pk}/dossiers/new/", {"choice": "start_home"})
    dossier = Dossier.objects.get()
    typed = {"ground": "too_young", "words": "", "on": "16/06/2020", "version": dossier.version}
    answer = client.post(f"/dossiers/{dossier.pk}/refuse/", typed)
    assert answer.headers["Location"] == f"/cases/{registered.pk}/papers/new/?code=refusal"
    typed = {"on": "16/06/2020", "ground": "refuse:too_young"}
    client.post(answer.headers["Location"], typed)
    paper = CasePaper.objects.get()
    assert (paper.code, paper.ground) == ("refusal", "too_young")


def test_a_dropped_dossier_keeps_its_papers(cast: Cast, signed_in: Enter, registered: Case) -> None:
    client = signed_in(cast.police)
    client.post(f"/cases/{registered.pk}/dossiers/new/", {"choice": "start_home"})
    dossier = Dossier.objects.get()
    client.post(f"/dossiers/{dossier.pk}/drop/", {"version": "77"})
    dossier.refresh_from_db()
    assert dossier.state == "open"
    client.post(f"/dossiers/{dossier.pk}/drop/", {"version": dossier.version})
    dossier.refresh_from_db()
    assert (dossier.state, dossier.items.count()) == ("dropped", 3)


# -- the next step ---------------------------------------------------------------------------------------------


def test_a_step_asks_for_the_reason_of_the_law(cast: Cast, signed_in: Enter) -> None:
    on(date(2026, 9, 7))
    person = people.register_person(cast, "Trần Văn Năm", birth="1990")
    opening = Opening(person=person, steps=(Step(state="user_management", on=date(2026, 9, 7)),))
    case = cases.open_case(opening=opening, unit=person.unit, by=cast.viewer(cast.officer).actor, at=clock.now())
    client, address = signed_in(cast.officer), f"/cases/{case.pk}/move/"
    typed = {"verb": "stop_management", "on": "07/09/2026", "version": str(case.version)}
    page = client.post(address, typed).content.decode()
    assert "cần một lý do theo luật" in page
    assert "Luật 120/2025/QH15, Điều 24 khoản 5, khoản 7" in page
    client.post(address, typed | {"ground": "stop_management:prison"})
    assert StepGround.objects.get().ground == "prison"


def test_a_step_that_is_not_open_says_why(cast: Cast, signed_in: Enter, home: Case) -> None:
    page = signed_in(cast.officer).get(f"/cases/{home.pk}/move/").content.decode()
    assert "Bước khác: vì sao không được" in page
    assert "Bước này chỉ làm được từ:" in page


# -- papers ----------------------------------------------------------------------------------------------------


def test_a_paper_is_written_taken_and_numbered(cast: Cast, signed_in: Enter, home: Case) -> None:
    client = signed_in(cast.officer)
    assert "mẫu của phần mềm" in client.get(f"/cases/{home.pk}/papers/new/").content.decode()
    address, typed = f"/cases/{home.pk}/papers/new/?code=completion_certificate", {"on": "16/06/2020", "completion": ""}
    assert "Chưa chọn loại hoàn thành" in client.post(address, typed).content.decode()
    client.post(address, typed | {"completion": "reduced"})
    paper = CasePaper.objects.get()
    for kind, start in (("docx", b"PK"), ("pdf", b"%PDF")):
        answer = client.get(f"/papers/{paper.pk}/{kind}/")
        assert answer.content.startswith(start)
        assert f"tl-2020-001-completion_certificate-20200616.{kind}" in answer.headers["Content-Disposition"]
    assert client.get(f"/papers/{paper.pk}/exe/").status_code == 404
    for odd in ("9" * 30, "2147483648", "0"):
        refused = client.post(f"/papers/{paper.pk}/issue/", {"issued_on": "16/06/2020", "number": odd})
        assert 'href="#id_number"' in refused.content.decode()
    client.post(f"/papers/{paper.pk}/issue/", {"issued_on": "16/06/2020"})
    assert Certificate.objects.get().number == "01/GCN-UBND"
    page = client.get("/certificates/").content.decode()
    assert "Trần Văn Út" in page
    assert "01/GCN-UBND" in page
    assert "Trần Văn Út" not in client.get("/certificates/?year=2019").content.decode()
    assert signed_in(cast.neighbour_officer).get(f"/papers/{paper.pk}/docx/").status_code == 404


def test_minutes_carry_the_violation_and_the_page_does_not(cast: Cast, signed_in: Enter, home: Case) -> None:
    client = signed_in(cast.police)
    page = client.get(f"/cases/{home.pk}/violations/new/").content.decode()
    assert "Lần 1: Nhắc nhở (có biên bản)" in page
    assert "chưa đối chiếu được văn bản gốc" in page
    typed = {"kind": "breaks_rules", "on": "16/06/2020", "said": "Không đến buổi tư vấn"}
    client.post(f"/cases/{home.pk}/violations/new/", typed)
    row = Violation.objects.get()
    page = client.get(f"/cases/{home.pk}/measures/").content.decode()
    assert "Nhắc nhở (có biên bản)" in page
    assert "Không đến buổi tư vấn" not in page
    client.post(f"/cases/{home.pk}/papers/new/?code=violation_minutes", {"on": "16/06/2020", "violation": str(row.pk)})
    assert CasePaper.objects.get().code == "violation_minutes"
    assert signed_in(cast.officer).get(f"/cases/{home.pk}/violations/new/").status_code == 404


# -- absences, happenings, elsewhere ---------------------------------------------------------------------------


def test_an_absence_is_begun_and_ended(cast: Cast, signed_in: Enter, home: Case) -> None:
    client = signed_in(cast.officer)
    client.post(f"/cases/{home.pk}/absences/new/", {"from_on": "10/06/2020", "reported": "no", "reason": "không rõ"})
    row = Absence.objects.get()
    client.post(f"/absences/{row.pk}/end/", {"on": "16/06/2020"})
    row.refresh_from_db()
    assert (row.to_on, row.days_added) == (TODAY, 0)


def test_what_happened_elsewhere_is_followed(cast: Cast, signed_in: Enter, home: Case) -> None:
    client = signed_in(cast.officer)
    client.post(f"/cases/{home.pk}/happenings/new/", {"code": "measure_started", "on": "16/06/2020", "hour": "08:30"})
    assert Happening.objects.get().happened_at == clock.at(TODAY, 8, 30)
    typed = {"kind": "voluntary_private", "facility_name": "Cơ sở A", "from_on": "01/06/2020", "to_on": "30/11/2020"}
    client.post(f"/cases/{home.pk}/followed/new/", typed)
    row = FollowedDecision.objects.get()
    assert row.to_on == date(2020, 12, 1)
    client.post(f"/followed/{row.pk}/end/", {"on": "16/06/2020", "end": "transferred"})
    row.refresh_from_db()
    assert row.end == "transferred"
    typed = {"served": "rehab", "number": "7", "issued_on": "16/06/2020", "issuer_name": "Cơ sở A"}
    page = client.post(f"/cases/{home.pk}/certificates/new/", typed).content.decode()
    assert "Chọn loại hoàn thành." in page
    client.post(f"/cases/{home.pk}/certificates/new/", typed | {"completion": "transferred"})
    assert Certificate.objects.get().completion == "transferred"


# -- residence checks ------------------------------------------------------------------------------------------


@pytest.mark.requirement("S2-40")
def test_forty_people_in_one_list(cast: Cast, signed_in: Enter) -> None:
    managed = [people.open_home_case(cast, people.register_person(cast, f"Trần Văn Thử {n}")) for n in range(40)]
    client = signed_in(cast.police)
    page = client.get("/residence-checks/").content.decode()
    assert "40 người đã quá hạn kiểm tra." in page
    assert page.count(" checked") == 0
    assert client.get("/residence-checks/?all=1").content.decode().count("checked") == 40
    typed = {f"found-{case.pk}": "present" for case in managed[1:]} | {f"found-{managed[0].pk}": "moved"}
    client.post("/residence-checks/", typed | {"on": "16/06/2020"})
    assert ResidenceCheck.objects.filter(found="present").count() == 39
    page = client.get("/residence-checks/").content.decode()
    assert "0 người đã quá hạn kiểm tra." in page
    assert signed_in(cast.officer).get("/residence-checks/").status_code == 404


def test_the_list_asks_as_often_however_long_it_is(cast: Cast, signed_in: Enter) -> None:
    client, asked = signed_in(cast.police), []
    for count in (3, 9):
        for number in range(count):
            people.open_home_case(cast, people.register_person(cast, f"Trần Văn Thử {count}{number}"))
        client.get("/residence-checks/")
        with CaptureQueriesContext(connection) as found:
            client.get("/residence-checks/")
        asked.append(len(found))
    assert asked[0] == asked[1]
    assert asked[1] <= 16


def test_nobody_of_another_commune_is_ticked(cast: Cast, signed_in: Enter, home: Case) -> None:
    other = people.open_home_case(cast, people.register_person(cast, "Lê Văn Xa", unit=cast.long_khanh_a))
    client = signed_in(cast.police)
    typed = {f"found-{home.pk}": "present", f"found-{other.pk}": "present", "on": "16/06/2020"}
    assert client.post("/residence-checks/", typed).status_code == 404
    assert client.post("/residence-checks/", {"found-nonsense": "present", "on": "16/06/2020"}).status_code == 404
    assert "Chưa đánh dấu ai." in client.post("/residence-checks/", {"on": "16/06/2020"}).content.decode()
    assert not ResidenceCheck.objects.exists()


# -- a change of law -------------------------------------------------------------------------------------------


def test_a_change_of_law_is_listed_and_chosen(cast: Cast, signed_in: Enter, home: Case) -> None:
    on(date(2022, 1, 3))
    client = signed_in(cast.officer)
    page = client.get("/transitions/").content.decode()
    assert "Trần Văn Út" in page
    assert "Luật 73/2021/QH14, Điều 55 khoản 1" in page
    assert "Luật đã đổi" in client.get(f"/cases/{home.pk}/measures/").content.decode()
    client.post(f"/cases/{home.pk}/transition/", {"way": "keep", "on": "03/01/2022"})
    assert TransitionChoice.objects.get().way == "keep"
    assert "Không còn hồ sơ nào chờ" in client.get("/transitions/").content.decode()
    assert client.get(f"/cases/{home.pk}/transition/").status_code == 302


def test_no_door_writes_by_looking(cast: Cast, signed_in: Enter, home: Case) -> None:
    by = cast.viewer(cast.officer).actor
    paper = papers.write(case=home, details=PaperDetails(code="reception_minutes", on=TODAY), by=by, at=NOW)
    away = actions.begin_absence(case=home, from_on=TODAY, reported=True, reason="", by=by, at=NOW)
    client = signed_in(cast.officer)
    for address in (
        f"/cases/{home.pk}/dossiers/new/", f"/cases/{home.pk}/papers/new/",
        f"/cases/{home.pk}/papers/new/?code=stop_decision",
        f"/cases/{home.pk}/papers/new/?code=violation_minutes", f"/papers/{paper.pk}/issue/",
        f"/cases/{home.pk}/absences/new/", f"/absences/{away.pk}/end/", f"/cases/{home.pk}/happenings/new/",
        f"/cases/{home.pk}/followed/new/", f"/cases/{home.pk}/certificates/new/", "/certificates/",
    ):  # fmt: skip
        assert client.get(address).status_code == 200, address
    assert not Dossier.objects.exists()
    assert not Happening.objects.exists()
