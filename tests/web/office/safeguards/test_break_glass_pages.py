"""Break-glass on the screen: one answer for unknown and forbidden, the file for thirty minutes, the review."""

import re
import uuid
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from hoanhap.foundation.access.models import Account
from hoanhap.foundation.audit.models import AuditEntry
from hoanhap.foundation.break_glass.models import Opening
from hoanhap.kernel import clock
from hoanhap.people.cases import emergency
from hoanhap.people.cases.models import Case, PoliceRecord
from tests.cast import NOW, Cast
from tests.web.office.safeguards.words import NAME, NUMBER, PHONE, TYPED, WHY

Enter = Callable[[Account], Client]
OPEN, QUEUE = "/emergency/open/", "/emergency/queue/"


def opened(client: Client, **changed: str) -> str:
    answer = client.post(OPEN, TYPED | changed)
    assert answer.status_code == 302
    return str(answer.headers["Location"])


def logged(code: str) -> list[AuditEntry]:
    return list(AuditEntry.objects.filter(code=code).order_by("id"))


def test_it_shows_the_one_file_and_says_that_it_is_seen(cast: Cast, signed_in: Enter, case: Case) -> None:
    client = signed_in(cast.neighbour_officer)
    answer = client.get(opened(client))
    page = answer.content.decode()
    for words in (NAME, "còn 30 phút", "Lãnh đạo xã Thường Lạc đã được báo", "Muốn có việc làm gần nhà", "Lê Thị Hạnh"):
        assert words in page
    for hidden in (NUMBER, PHONE):
        assert hidden not in page
    assert NAME not in page[: page.index("</title>")]
    assert answer.headers["Cache-Control"] == "no-store"
    assert re.fullmatch(r"1[78]\d\d; url=/emergency/", answer.headers["Refresh"])
    (look,) = logged("glass.viewed")
    assert (look.account_id, look.subject_id) == (str(cast.neighbour_officer.pk), str(case.pk))
    assert str(Opening.objects.get().pk) in look.detail


def test_a_masked_field_opens_by_a_press_that_is_logged(cast: Cast, signed_in: Enter, case: Case) -> None:
    client = signed_in(cast.neighbour_police)
    address = opened(client)
    page = client.post(f"{address}reveal/", {"field": "phone"}).content.decode()
    assert PHONE in page
    assert NUMBER not in page
    (press,) = logged("glass.revealed")
    assert (press.subject_kind, press.subject_id) == ("person", str(case.person_id))
    assert '"field": "phone"' in press.detail
    assert PHONE not in press.detail
    assert client.post(f"{address}reveal/", {"field": "prior_record"}).status_code == 302


def test_health_police_and_every_other_door_stay_shut(cast: Cast, signed_in: Enter, case: Case) -> None:
    PoliceRecord.objects.create(case=case, unit_path=case.unit_path, recorded_by=str(cast.police.pk), recorded_at=NOW)
    client = signed_in(cast.neighbour_police)
    address = opened(client)
    assert "không mở theo cách này" in client.get(address).content.decode()
    for door in ("", "prior/write/", "use/", "move/", "wish/", "contact/", "looks/", "health/"):
        assert client.get(f"/cases/{case.pk}/{door}").status_code == 404
    assert client.post(f"/cases/{case.pk}/prior/").status_code in (404, 405)
    assert NAME not in client.get("/people/").content.decode()
    assert NAME not in client.post("/people/", {"text": NUMBER}).content.decode()


def test_who_has_no_part_in_the_social_room_reads_no_word_of_it(cast: Cast, signed_in: Enter, case: Case) -> None:
    """The wish and what was said at contacts are not for police, also in an emergency; who helps him is."""
    client = signed_in(cast.neighbour_police)
    page = client.get(opened(client)).content.decode()
    assert NAME in page
    assert "Lê Thị Hạnh" in page
    assert "Muốn có việc làm gần nhà" not in page


def test_after_thirty_minutes_and_for_anybody_else_there_is_nothing(cast: Cast, signed_in: Enter, case: Case) -> None:
    client = signed_in(cast.neighbour_officer)
    address = opened(client)
    for account in (cast.neighbour_police, cast.officer, cast.leader, cast.administrator):
        assert signed_in(account).get(address).status_code == 404
    clock.set_start(NOW + timedelta(minutes=31))
    gone, never = client.get(address), client.get(f"/emergency/file/{uuid.uuid4()}/")
    assert (gone.status_code, never.status_code) == (404, 404)
    assert client.post(f"{address}reveal/", {"field": "phone"}).status_code == 404
    page = client.get("/emergency/").content.decode()
    assert case.code in page
    assert address not in page


def test_closing_ends_it_at_once(cast: Cast, signed_in: Enter, case: Case) -> None:
    client = signed_in(cast.neighbour_officer)
    address = opened(client)
    assert client.post(f"{address}close/").status_code == 302
    assert client.get(address).status_code == 404


# --- the portal never confirms that somebody is known --------------------------------------------------------------


def shape(sql: str) -> str:
    """A query without the values in it."""
    return re.sub(r"'[^']*'|\bs\d+_x\d+\b|\b\d+\b|0x\w+|\\x\w+", "?", sql)


def ask(client: Client, text: str) -> tuple[str, list[str]]:
    with CaptureQueriesContext(connection) as seen:
        answer = client.post(OPEN, TYPED | {"asked": text})
    assert answer.status_code == 200
    lines = [line for line in answer.content.decode().splitlines() if "csrfmiddlewaretoken" not in line]
    return "\n".join(lines), [shape(query["sql"]) for query in seen.captured_queries]


def test_unknown_and_forbidden_are_one_answer_in_bytes_and_queries(cast: Cast, signed_in: Enter, case: Case) -> None:
    """The first pair of tries only makes the counter; then known elsewhere and unknown are compared."""
    client = signed_in(cast.stranger_officer)
    ask(client, "087092000000")
    known, unknown = ask(client, NUMBER), ask(client, "087092000001")
    assert known == unknown
    assert NUMBER not in known[0]
    assert "Không có hồ sơ nào mở được" in known[0]
    code, none = ask(client, case.code), ask(client, "ZZ-2020-999")
    assert code == none
    assert AuditEntry.objects.filter(code="glass.tried").count() == 5
    assert "đủ số lần" in client.post(OPEN, TYPED).content.decode()


def test_an_answer_that_tells_is_noticed(
    cast: Cast, signed_in: Enter, case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Control: a look-up that asks once more when somebody is known shows in the comparison above."""
    honest = emergency.exactly

    def chatty(viewer: object, text: str, *, unit_path: str = "") -> Case | None:
        if Case.objects.filter(code=text).exists():
            Case.objects.filter(code=text).first()
        return honest(viewer, text, unit_path=unit_path)  # type: ignore[arg-type]

    client = signed_in(cast.stranger_officer)
    ask(client, "087092000000")
    monkeypatch.setattr(emergency, "exactly", chatty)
    assert ask(client, case.code) != ask(client, "ZZ-2020-999")


def test_a_wrong_reason_costs_no_try_and_asks_nothing(cast: Cast, signed_in: Enter, case: Case) -> None:
    client = signed_in(cast.neighbour_officer)
    page = client.post(OPEN, TYPED | {"reason": "xem xem xem xem xem xem xem"}).content.decode()
    assert "chưa đủ để người khác hiểu" in page
    assert logged("glass.tried") == []


def test_whoever_reads_the_file_anyway_is_led_there(cast: Cast, signed_in: Enter, case: Case) -> None:
    answer = signed_in(cast.officer).post(OPEN, TYPED)
    assert answer.headers["Location"] == f"/cases/{case.pk}/"
    assert Opening.objects.count() == 0


@pytest.mark.bare_sign_in
def test_the_second_factor_is_asked_again_first(cast: Cast, signed_in: Enter) -> None:
    answer = signed_in(cast.neighbour_officer).get(OPEN)
    assert answer.status_code == 302
    assert answer.headers["Location"] != OPEN


# --- the review ---------------------------------------------------------------------------------------------------


def test_the_leader_sees_it_on_his_first_page_and_judges(cast: Cast, signed_in: Enter, case: Case) -> None:
    client = signed_in(cast.neighbour_officer)
    client.post(f"{opened(client)}reveal/", {"field": "phone"})
    leader, opening = signed_in(cast.leader), Opening.objects.get()
    address = f"{QUEUE}{opening.pk}/"
    assert address in leader.get("/").content.decode()
    assert address in leader.get(QUEUE).content.decode()
    page = leader.get(address).content.decode()
    for words in (WHY, "Võ Minh Tâm", "xã Long Khánh A", case.code, "Xem thông tin che trong hồ sơ mở khẩn cấp"):
        assert words in page
    for hidden in (NAME, PHONE, NUMBER):
        assert hidden not in page
    assert leader.post(address, {"verdict": "justified", "note": ""}).status_code == 200
    answer = leader.post(address, {"verdict": "justified", "note": "Đã gọi bệnh viện, đúng có tai nạn"})
    assert answer.headers["Location"] == QUEUE
    assert address not in leader.get("/").content.decode()
    assert "Có lý do chính đáng" in client.get("/emergency/").content.decode()


def test_an_unjust_opening_suspends_and_the_leader_lifts_it(cast: Cast, signed_in: Enter, case: Case) -> None:
    client, leader = signed_in(cast.neighbour_officer), signed_in(cast.leader)
    opened(client)
    address = f"{QUEUE}{Opening.objects.get().pk}/"
    leader.post(address, {"verdict": "not_justified", "note": "Không có tai nạn nào như đã ghi"})
    assert "đang tạm dừng" in client.get("/emergency/").content.decode()
    assert "đang tạm dừng" in client.post(OPEN, TYPED).content.decode()
    assert f"{address}lift/" in leader.get(address).content.decode()
    leader.post(f"{address}lift/", {"note": "Đã làm việc với xã, có hiểu nhầm"})
    assert "đang tạm dừng" not in client.get("/emergency/").content.decode()
