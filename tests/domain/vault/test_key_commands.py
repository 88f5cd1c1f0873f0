"""Keeping of keys at the command line: each act logged, destruction by two, recovery from shares on paper."""

import base64
import io
import json
import sys
from pathlib import Path
from typing import Any

import pytest

from hoanhap.foundation import vault
from hoanhap.foundation.audit.models import AuditEntry
from hoanhap.foundation.vault import master_key
from hoanhap.kernel import clock
from hoanhap.kernel.errors import Refused
from hoanhap.ops.keys import actions, command
from hoanhap.people.persons.models import Person
from tests import cast as casting
from tests import people
from tests.cast import NOW, PASSWORD, Cast


@pytest.fixture
def cast(db: None) -> Cast:
    return casting.make()


@pytest.fixture
def file(settings: Any, tmp_path: Path) -> Path:
    made = tmp_path / "keys" / "master.key"
    master_key.create(made, base64.b64decode(settings.MASTER_KEY))
    settings.MASTER_KEY, settings.MASTER_KEY_FILE = "", made
    return made


def _type(monkeypatch: pytest.MonkeyPatch, *lines: str) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("".join(f"{line}\n" for line in lines)))


def _logged(code: str) -> list[dict[str, Any]]:
    return [json.loads(one.detail) for one in AuditEntry.objects.filter(code=code).order_by("pk")]


def test_a_rotation_is_logged_and_shown(cast: Cast, capsys: pytest.CaptureFixture[str]) -> None:
    people.register_person(cast, "Nguyễn Văn Đào")
    assert command.main(["rotate", "--unit", "Thường Lạc", "--class", "identity"]) == 0
    assert _logged("key.rotated") == [{"keys": 1, "class": "identity"}]
    assert "Đã niêm phong lại" in capsys.readouterr().out
    assert command.main(["list", "--json"]) == 0
    shown = json.loads(capsys.readouterr().out)
    states = {row["state"]: row["fields"] for row in shown["keys"] if row["class"] == "identity"}
    assert states["đang dùng"] >= 1
    assert states["đã thôi"] == 0
    assert command.main(["list"]) == 0
    assert cast.thuong_lac.path in capsys.readouterr().out


def test_the_master_key_is_exchanged_by_one_command(cast: Cast, file: Path) -> None:
    person = people.register_person(cast, "Nguyễn Văn Đào")
    old = master_key.name_of(master_key.load())
    assert command.main(["rotate", "--master"]) == 0
    assert master_key.name_of(master_key.load()) != old
    assert vault.reveal(Person.objects.get(pk=person.pk), "full_name") == "Nguyễn Văn Đào"
    assert AuditEntry.objects.get(code="key.rewrapped").subject_id == master_key.name_of(master_key.load())
    assert command.main(["rewrap"]) == 0


def test_destroying_takes_two_passwords_and_the_scope_typed_again(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    person = people.register_person(cast, "Nguyễn Văn Đào")
    scope = cast.thuong_lac.path
    words = ["destroy", "--scope", scope, "--class", "identity", "--basis", "12/QĐ-UBND 01/6/2020"]
    words += ["--by", cast.leader.username, "--second", cast.administrator.username]
    for typed in ((PASSWORD, "wrong", scope), (PASSWORD, PASSWORD, "/"), (PASSWORD, "", scope)):
        _type(monkeypatch, *typed)
        with pytest.raises(Refused):
            command.main(words)
    _type(monkeypatch, PASSWORD, PASSWORD, scope)
    same = [cast.leader.username if word == cast.administrator.username else word for word in words]
    with pytest.raises(Refused, match="hai người khác nhau"):
        command.main(same)
    assert vault.reveal(person, "full_name")
    _type(monkeypatch, PASSWORD, PASSWORD, scope)
    assert command.main(words) == 0
    with pytest.raises(vault.KeyDestroyed):
        vault.reveal(person, "full_name")
    (logged,) = _logged("key.destroyed")
    assert logged["second"] == str(cast.administrator.pk)
    assert "Đào" not in json.dumps(logged)


def test_an_officer_and_a_stranger_cannot_stand_for_a_destruction(cast: Cast) -> None:
    for name, word in ((cast.officer.username, PASSWORD), ("nobody", PASSWORD), (cast.leader.username, "wrong")):
        with pytest.raises(Refused):
            actions.witness(name, word, at=NOW)
    assert actions.witness(cast.leader.username, PASSWORD, at=NOW).account_id == str(cast.leader.pk)


def test_a_destruction_without_its_ground_or_of_nothing_is_refused(cast: Cast) -> None:
    first = actions.witness(cast.leader.username, PASSWORD, at=NOW)
    second = actions.witness(cast.administrator.username, PASSWORD, at=NOW)
    for scope, reason in (("/87/", " "), ("/87/", "x" * 61), ("/no/such/", "12/QĐ")):
        with pytest.raises(Refused):
            actions.destroy(scope, data_class=None, by=first, second=second, reason=reason, at=NOW)


def test_the_key_is_split_on_paper_lost_and_put_together_again(
    cast: Cast, file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    person = people.register_person(cast, "Nguyễn Văn Đào")
    assert command.main(["split"]) == 0
    _first, *printed = [line for line in capsys.readouterr().out.splitlines() if len(line.split()) == 33]
    assert _logged("key.split") == [{"needed": 2, "made": 3}]
    assert not any(word in json.dumps(_logged("key.split")) for word in printed[0].split())
    file.unlink()
    _type(monkeypatch, printed[0], "")
    with pytest.raises(Refused):
        command.main(["combine"])
    assert not file.exists()
    _type(monkeypatch, *printed, "")
    assert command.main(["combine"]) == 0
    assert vault.reveal(person, "full_name") == "Nguyễn Văn Đào"
    _type(monkeypatch, *printed, "")
    with pytest.raises(Refused, match="không ghi đè"):
        command.main(["combine"])


def test_each_share_is_a_sheet_of_its_own(cast: Cast, file: Path, tmp_path: Path) -> None:
    assert command.main(["split", "--out", str(tmp_path / "paper")]) == 0
    sheets = sorted((tmp_path / "paper").iterdir())
    assert [one.name for one in sheets] == [f"manh-{number}-trong-3.pdf" for number in (1, 2, 3)]
    assert all(one.read_bytes().startswith(b"%PDF") and one.stat().st_mode & 0o077 == 0 for one in sheets)
    with pytest.raises(FileExistsError):
        command.main(["split", "--out", str(tmp_path / "paper")])


def test_nightly_work_finishes_a_rotation(cast: Cast) -> None:
    people.register_person(cast, "Nguyễn Văn Đào")
    assert actions.keep_up(by=command.OPERATOR, at=NOW) == (0, 0)
    actions.rotate(data_class=None, by=command.OPERATOR, at=clock.now())
    resealed, destroyed = actions.keep_up(by=command.OPERATOR, at=clock.now())
    assert (resealed > 0, destroyed) == (True, 0)
    later = clock.now() + actions.resealing.GRACE
    assert actions.keep_up(by=command.OPERATOR, at=later)[1] > 0
    assert _logged("key.unused_destroyed")
