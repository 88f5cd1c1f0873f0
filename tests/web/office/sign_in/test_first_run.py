"""The first account: by a link that works once, in time, while there is none; there is no account by default."""

import re
import threading
from datetime import timedelta

import pytest
import time_machine
from django.db import connections
from django.test import Client

from hoanhap.foundation.access.models import Account, Posting
from hoanhap.foundation.access.roles import Role
from hoanhap.foundation.audit.models import AuditEntry
from hoanhap.foundation.places.models import Place
from hoanhap.foundation.sign_in import first_run
from hoanhap.foundation.sign_in.command import account_main, set_up_main
from hoanhap.foundation.sign_in.models import SetUp
from hoanhap.kernel import clock
from hoanhap.kernel.errors import NotHere, Refused
from tests import cast as stage
from tests import telephone
from tests.cast import NOW, Cast
from tests.web.office.sign_in.hands import is_in, signs_in
from tests.web.office.sign_in.test_enrolling import APP, scanned

PASSWORD = "mot-cau-that-dai-cho-quan-tri"
FORM = {"username": "quan-tri-1", "display_name": "Ngô Đức Anh", "password": PASSWORD, "again": PASSWORD}


def a_province() -> Place:
    return Place.objects.create(
        key="87",
        code="87",
        title="tỉnh",
        name="Đồng Tháp",
        kind="province",
        path="/87/",
        valid_from=stage.TODAY,
        folded="dong thap",
    )


@pytest.fixture
def unit(db: None) -> Place:
    """The map, and nobody in it."""
    return a_province()


def link(capsys: pytest.CaptureFixture[str]) -> str:
    set_up_main([])
    found = re.search(r"http://127\.0\.0\.1:8000(/sign-in/set-up/\S+/)", capsys.readouterr().out)
    assert found
    return found[1]


def sent(client: Client, address: str, **changes: str) -> int:
    return int(client.post(address, {**FORM, "unit": "87", **changes}).status_code)


def test_link_password_telephone_codes_and_in(unit: Place, capsys: pytest.CaptureFixture[str]) -> None:
    address, client = link(capsys), Client()
    assert client.get(address).status_code == 200
    assert sent(client, address) == 302
    account = Account.objects.get()
    assert Posting.objects.get(account=account).role == Role.ADMINISTRATOR
    assert not is_in(client)
    client.get(APP)
    assert "Mã dự phòng" in client.post(APP, {"code": scanned(account)}).content.decode()
    assert is_in(client)
    for again in (client, Client()):
        assert again.get(address).status_code == 404
        assert sent(again, address, username="quan-tri-2") == 404
    assert Account.objects.count() == 1


def test_a_weak_password_and_an_unknown_unit_leave_the_link_alive(
    unit: Place, capsys: pytest.CaptureFixture[str]
) -> None:
    address, client = link(capsys), Client()
    weak = [{"password": word, "again": word} for word in ("password123", "12345678901", "ngan", "quan-tri-1")]
    for changes in (*weak, {"again": "khac"}, {"unit": "không đâu cả"}, {"username": ""}):
        assert sent(client, address, **changes) == 200, changes
    assert not Account.objects.exists()
    assert sent(client, address) == 302


@pytest.mark.parametrize("token", ["x", "", "%00", "a" * 400])
def test_a_made_up_link_is_not_here(unit: Place, token: str) -> None:
    assert Client().get(f"/sign-in/set-up/{token}/").status_code == 404


def test_a_link_dies_after_an_hour_and_by_the_next_one(unit: Place, capsys: pytest.CaptureFixture[str]) -> None:
    first = link(capsys)
    second = link(capsys)
    assert Client().get(first).status_code == 404
    with time_machine.travel(clock.wall() + timedelta(minutes=61)):
        assert Client().get(second).status_code == 404
        assert sent(Client(), second) == 404
    assert not Account.objects.exists()


def test_no_second_first_run(cast: Cast) -> None:
    with pytest.raises(Refused):
        set_up_main([])
    assert not SetUp.objects.exists()


def test_a_link_given_before_somebody_was_made_elsewhere_is_dead(unit: Place) -> None:
    token = first_run.open_set_up(at=NOW)
    Account.objects.create(username="mai", display_name="Mai")
    with pytest.raises(NotHere):
        first_run.require_open(token)
    assert sent(Client(), f"/sign-in/set-up/{token}/") == 404
    assert Account.objects.count() == 1


def test_the_token_does_not_lie_in_the_database(unit: Place) -> None:
    token = first_run.open_set_up(at=NOW)
    assert token not in f"{vars(SetUp.objects.get())}{AuditEntry.objects.values_list()}"
    assert AuditEntry.objects.get(code="access.set_up_opened").account_id == "command"


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_of_six_who_open_the_link_at_once_one_is_the_first() -> None:
    place = a_province()
    token = first_run.open_set_up(at=clock.now())
    line, answers = threading.Barrier(6), []

    def run(number: int) -> None:
        try:
            line.wait()
            first_run.create_first_account(
                token,
                username=f"quan-tri-{number}",
                display_name="Ngô Đức Anh",
                password=PASSWORD,
                place=place,
                at=clock.now(),
            )
            answers.append("made")
        except NotHere:
            answers.append("not here")
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == ["made", *["not here"] * 5]
    assert Account.objects.count() == 1


def test_starting_over_from_the_command_line(cast: Cast, capsys: pytest.CaptureFixture[str]) -> None:
    client = signs_in(cast.officer)
    assert account_main(["reset-second-factor", cast.officer.username]) == 0
    assert cast.officer.username in capsys.readouterr().out
    assert not is_in(client)
    entry = AuditEntry.objects.get(code="access.factors_reset")
    assert (entry.subject_id, entry.account_id) == (str(cast.officer.pk), "command")
    with pytest.raises(Refused):
        account_main(["reset-second-factor", "khong-co-ai"])
    assert telephone.shows(cast.officer)  # enrols anew
