"""A backup is proved by restoring it: whole, as signed, with its log; altered, foreign or older ones are told apart."""

import json
import uuid
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pyrage
import pytest
from django.db import connection, transaction

from hoanhap.foundation import audit
from hoanhap.foundation.access.models import Account
from hoanhap.foundation.audit import Actor, checkpoints, heads, signing, triggers
from hoanhap.foundation.audit.models import AuditEntry
from hoanhap.foundation.audit.sources import Address
from hoanhap.foundation.audit.verifying import address
from hoanhap.kernel import clock, ids
from hoanhap.kernel.errors import Refused
from hoanhap.ops.backups import command, databases, making, manifest, restore_command, restoring

pytestmark = pytest.mark.django_db(transaction=True)
ME = Actor("account-1")
KEY = pyrage.x25519.Identity.generate()
Target = Path | Address


def _work(count: int = 5) -> None:
    with transaction.atomic():
        for _ in range(count):
            audit.record("access.posted", by=ME, subject_kind="account", subject_id=ids.new_id(), at=clock.now())
            Account.objects.create(username=uuid.uuid4().hex, display_name="Cán bộ Lê Thị Hồng")


def _backup(folder: Path, minutes: int = 0) -> making.Made:
    at = clock.now() + timedelta(minutes=minutes)
    return making.make(folder, recipients=[str(KEY.to_public())], at=at)


@pytest.fixture
def target(tmp_path: Path) -> Callable[[str], Target]:
    """A place to restore into: a file, or an empty database on the server of the tests."""
    made: list[str] = []

    def place(name: str) -> Target:
        if connection.vendor == "sqlite":
            return tmp_path / f"{name}.sqlite3"
        database = f"restored_{name}_{uuid.uuid4().hex[:8]}"
        with connection.cursor() as cursor:
            cursor.execute(f'CREATE DATABASE "{database}"')
        made.append(database)
        return Address(postgresql={**address().postgresql, "dbname": database})

    yield place  # type: ignore[misc]
    with connection.cursor() as cursor:
        for database in made:
            cursor.execute(f'DROP DATABASE "{database}" WITH (FORCE)')


def _wanted(**more: object) -> restoring.Wanted:
    return restoring.Wanted(identity=str(KEY), trusted=[signing.public_key()], **more)  # type: ignore[arg-type]


def _tables(place: Target) -> databases.Tables:
    return databases.tables_of_file(place) if isinstance(place, Path) else databases.tables_of(place)


def test_what_is_restored_is_what_was_there(tmp_path: Path, target: Callable[[str], Target]) -> None:
    _work()
    made = _backup(tmp_path)
    _work(1)  # after the backup: not in it
    place = target("a")
    done = restoring.restore(made.file, place, _wanted(), at=clock.now())
    tables = _tables(place)
    assert tables == done.facts["tables"]
    assert tables["access_account"]["rows"] == 5
    assert done.outcome.sound
    assert done.outcome.position == made.head.position == 6  # five acts and the backup itself
    assert (made.tables, made.rows) == (len(tables), sum(int(one["rows"]) for one in tables.values()))


def test_no_byte_outside_the_seal_tells_anything(tmp_path: Path) -> None:
    _work()
    made = _backup(tmp_path)
    everything = made.file.read_bytes() + made.beside.read_bytes()
    assert "Hồng".encode() not in everything
    assert b"access_account" not in everything
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([made.file.name, made.beside.name])


def test_another_key_does_not_open_it(tmp_path: Path, target: Callable[[str], Target]) -> None:
    made = _backup(tmp_path)
    wanted = restoring.Wanted(identity=str(pyrage.x25519.Identity.generate()))
    with pytest.raises(Refused) as refusal:
        restoring.restore(made.file, target("b"), wanted, at=clock.now())
    assert refusal.value.code == "backup.shut"


@pytest.mark.parametrize("beside", [True, False], ids=["with the line beside it", "alone"])
def test_one_flipped_byte_is_noticed_anywhere(tmp_path: Path, target: Callable[[str], Target], beside: bool) -> None:
    made = _backup(tmp_path)
    if not beside:
        made.beside.unlink()
    whole = made.file.read_bytes()
    for place in (len(whole) // 2, len(whole) - 1):
        made.file.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        with pytest.raises(Refused):
            restoring.restore(made.file, target(f"c{place}"), _wanted(), at=clock.now())


def test_a_manifest_cannot_be_changed_or_signed_by_somebody_else(tmp_path: Path) -> None:
    made = _backup(tmp_path)
    line = made.beside.read_text()
    said = json.loads(line)
    assert manifest.read(line, trusted=[signing.public_key()])["file"] == made.file.name
    said["head"]["position"] = 99
    with pytest.raises(Refused) as refusal:
        manifest.read(json.dumps(said), trusted=[])
    assert refusal.value.code == "backup.altered"
    with pytest.raises(Refused) as refusal:
        manifest.read(line, trusted=[signing.PublicKey(b"\x01" * 32)])
    assert refusal.value.code == "backup.strange_key"


def test_a_backup_of_a_forged_log_is_not_put_in_place(tmp_path: Path, target: Callable[[str], Target]) -> None:
    """Manifest and seal are honest here: it is the log inside that tells."""
    _work()
    checkpoints.link_and_sign(checkpoints.Reason.DAILY)
    triggers.drop(connection)
    AuditEntry.objects.update(account_id="account-2")
    triggers.add(connection)
    made = _backup(tmp_path)
    with pytest.raises(Refused) as refusal:
        restoring.restore(made.file, target("d"), _wanted(), at=clock.now())
    assert refusal.value.code == "backup.log"


def test_a_table_that_differs_from_the_manifest_is_noticed(
    tmp_path: Path, target: Callable[[str], Target], monkeypatch: pytest.MonkeyPatch
) -> None:
    made = _backup(tmp_path)
    count = databases.tables_of_file if connection.vendor == "sqlite" else databases.tables_of

    def one_row_less(place: object) -> databases.Tables:
        tables = count(place)  # type: ignore[arg-type]
        tables["django_migrations"]["rows"] = int(tables["django_migrations"]["rows"]) - 1
        return tables

    monkeypatch.setattr(databases, count.__name__, one_row_less)
    with pytest.raises(Refused, match="django_migrations"):
        restoring.restore(made.file, target("e"), _wanted(), at=clock.now())


def test_an_old_backup_is_told_from_the_newest_printed_head(tmp_path: Path, target: Callable[[str], Target]) -> None:
    made = _backup(tmp_path)
    _work()
    checkpoints.link_and_sign(checkpoints.Reason.DAILY)
    with transaction.atomic():
        head = heads.print_for("report", ids.new_id(), at=clock.now())
    printed = heads.read(f"{head.position} {heads.spoken(bytes(head.chain_digest))}")
    with pytest.raises(Refused) as refusal:
        restoring.restore(made.file, target("f"), _wanted(anchors=[printed]), at=clock.now())
    assert refusal.value.code == "backup.older"
    done = restoring.restore(made.file, target("g"), _wanted(anchors=[printed], accept_older=True), at=clock.now())
    assert len(done.older_than) == 1
    # The control: without a head from outside nobody can tell.
    assert restoring.restore(made.file, target("h"), _wanted(), at=clock.now()).older_than == []


def test_what_is_there_is_not_overwritten(tmp_path: Path, target: Callable[[str], Target]) -> None:
    made = _backup(tmp_path)
    place = target("i")
    restoring.restore(made.file, place, _wanted(), at=clock.now())
    with pytest.raises(Refused) as refusal:
        restoring.restore(made.file, place, _wanted(), at=clock.now())
    assert refusal.value.code == "backup.occupied"
    if isinstance(place, Path):
        before = place.read_bytes()
        done = restoring.restore(made.file, place, _wanted(overwrite=True), at=clock.now())
        assert done.set_aside is not None
        assert done.set_aside.read_bytes() == before


def test_from_the_command_line_and_back(
    tmp_path: Path, target: Callable[[str], Target], capsys: pytest.CaptureFixture[str]
) -> None:
    _work()
    key = tmp_path / "backup.key"
    assert command.main(["keygen", "--out", str(key)]) == 0
    public = capsys.readouterr().out.splitlines()[0]
    assert key.stat().st_mode & 0o777 == 0o600
    with pytest.raises(Refused, match="không ghi đè"):
        command.main(["keygen", "--out", str(key)])
    assert command.main(["--to", str(tmp_path / "out"), "--recipient", public]) == 0
    words = capsys.readouterr().out.splitlines()[1].partition(": ")[2]
    (file,) = (tmp_path / "out").glob("*.age")
    (beside,) = (tmp_path / "out").glob("*.json")
    arguments = [str(file), "--identity", str(key), "--into", _typed(target("j")), "--head", words]
    assert restore_command.main([*arguments, "--against", str(beside)]) == 0
    assert "nhật ký nguyên vẹn" in capsys.readouterr().out


def _typed(place: Target) -> str:
    if isinstance(place, Path):
        return str(place)
    given = place.postgresql
    return "postgresql://{user}:{password}@{host}:{port}/{dbname}".format(**given)


def test_a_key_that_is_none_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="age1"):
        making.make(tmp_path / "out", recipients=[str(KEY)], at=clock.now())
    assert not (tmp_path / "out").exists()
