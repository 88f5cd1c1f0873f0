"""Who opened a file, alarms and their answers, the stop, the state of the log."""

import uuid
from collections.abc import Callable

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from hoanhap.foundation import audit
from hoanhap.foundation.access.models import Account
from hoanhap.foundation.audit.models import AuditEntry
from hoanhap.foundation.watch import guarding, rules
from hoanhap.foundation.watch.models import Alarm
from hoanhap.kernel import clock
from hoanhap.people.cases.models import Case
from tests.cast import Cast
from tests.web.office.safeguards.words import NAME, NUMBER, PHONE

Enter = Callable[[Account], Client]
OUTSIDE = rules.BY_CODE["outside_hour"]


def looked(cast: Cast, account: Account, times: int, code: str = "case.viewed") -> None:
    rows = [audit.Subject("case", uuid.uuid4(), cast.thuong_lac.path) for _time in range(times)]
    with transaction.atomic():
        audit.record_many(code, by=cast.viewer(account).actor, at=clock.now(), rows=rows)


def test_who_opened_this_file(cast: Cast, signed_in: Enter, case: Case) -> None:
    address = f"/cases/{case.pk}/looks/"
    signed_in(cast.police).get(f"/cases/{case.pk}/")
    leader = signed_in(cast.leader)
    assert address in leader.get(f"/cases/{case.pk}/").content.decode()
    page = leader.get(address).content.decode()
    for words in ("Phạm Quốc Huy", "Xem hồ sơ", "công tác công an", "Mở hồ sơ", case.code):
        assert words in page
    for hidden in (NAME, NUMBER, PHONE):
        assert hidden not in page
    assert AuditEntry.objects.filter(code="watch.looks_seen", subject_id=str(case.pk)).count() == 1
    assert "Xem ai đã mở hồ sơ" in leader.get(address).content.decode()
    assert signed_in(cast.inspector).get(address).status_code == 200
    for account in (cast.officer, cast.police, cast.helper, cast.district_leader, cast.administrator):
        assert signed_in(account).get(address).status_code == 404


def test_an_inspector_who_reads_too_many_is_stopped_told_the_way_out_and_released(
    cast: Cast, signed_in: Enter, case: Case
) -> None:
    inspector, address = signed_in(cast.inspector), f"/cases/{case.pk}/"
    assert inspector.get(address).status_code == 200
    looked(cast, cast.inspector, OUTSIDE.more_than)
    answer = inspector.get(address)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Báo lãnh đạo đơn vị của bạn" in page
    assert case.code not in page
    alarm = Alarm.objects.get()
    assert alarm.stopped
    leader, asked = signed_in(cast.district_leader), f"/safeguards/reading/{alarm.pk}/"
    assert asked in leader.get("/").content.decode()
    assert asked in leader.get("/safeguards/reading/").content.decode()
    assert "Vũ Thị Minh" in leader.get(asked).content.decode()
    typed = {"said": "explained", "note": "Đợt thanh tra có quyết định, kiểm tra toàn bộ hồ sơ"}
    assert leader.post(asked, typed).status_code == 302
    assert inspector.get(address).status_code == 200


def test_lists_stay_open_and_ask_nothing(cast: Cast, signed_in: Enter, case: Case) -> None:
    inspector = signed_in(cast.inspector)
    looked(cast, cast.inspector, OUTSIDE.more_than)
    with CaptureQueriesContext(connection) as seen:
        assert inspector.get("/people/").status_code == 200
    assert not any("COUNT(DISTINCT" in query["sql"] and "audit_auditentry" in query["sql"] for query in seen)


def test_a_page_of_a_file_asks_once(cast: Cast, signed_in: Enter, case: Case) -> None:
    officer = signed_in(cast.officer)
    with CaptureQueriesContext(connection) as seen:
        assert officer.get(f"/cases/{case.pk}/").status_code == 200
    counting = [query for query in seen if "COUNT(DISTINCT" in query["sql"] and "audit_auditentry" in query["sql"]]
    assert len(counting) == 1


def test_without_the_guard_of_the_gate_he_would_read_on(
    cast: Cast, signed_in: Enter, case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked(cast, cast.inspector, OUTSIDE.more_than)
    monkeypatch.setattr(guarding, "look", lambda *_: None)
    assert signed_in(cast.inspector).get(f"/cases/{case.pk}/").status_code == 200


def test_asking_in_vain_is_counted_and_answered_as_ever(cast: Cast, signed_in: Enter, case: Case) -> None:
    client = signed_in(cast.stranger_officer)
    real, none = client.get(f"/cases/{case.pk}/"), client.get(f"/cases/{uuid.uuid4()}/")
    assert (real.status_code, none.status_code) == (404, 404)
    entries = AuditEntry.objects.filter(code="watch.not_here")
    assert [entry.subject_id for entry in entries] == ["case", "case"]
    for _time in range(rules.BY_CODE["questions_hour"].more_than):
        client.get(f"/cases/{uuid.uuid4()}/")
    assert Alarm.objects.get().rule == "questions_hour"
    Client().get(f"/cases/{case.pk}/")
    assert AuditEntry.objects.filter(code="watch.not_here").count() == 2 + rules.BY_CODE["questions_hour"].more_than


def test_each_sees_the_doors_that_are_his(cast: Cast, signed_in: Enter) -> None:
    doors = {
        "two-people": "/two-people/",
        "open": '/emergency/"',
        "queue": "/emergency/queue/",
        "log": "/safeguards/log/",
    }
    seen = {
        "leader": {"two-people", "queue"},
        "officer": {"open"},
        "administrator": {"two-people", "log"},
        "helper": set(),
    }
    for who, mine in seen.items():
        page = signed_in(getattr(cast, who)).get("/safeguards/").content.decode()
        main = page[page.index("<main") :]
        assert {name for name, address in doors.items() if f'href="{address.rstrip(chr(34))}"' in main} >= mine, who


def test_the_state_of_the_log_claims_no_more_than_it_knows(cast: Cast, signed_in: Enter) -> None:
    page = signed_in(cast.administrator).get("/safeguards/log/").content.decode()
    assert "chưa chứng minh là nó nguyên vẹn" in page
