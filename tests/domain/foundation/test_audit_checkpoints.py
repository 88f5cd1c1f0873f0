"""Site, checkpoints, printed heads, words, the command, and the file that stands alone."""

import hashlib
import io
import json
import threading
import uuid
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import LazySettings
from django.db import DatabaseError, connection, connections, models, transaction

from hoanhap.foundation import audit
from hoanhap.foundation.audit import (
    Actor,
    chain,
    checkpoints,
    command,
    digest,
    export,
    heads,
    signing,
    verifying,
    words,
)
from hoanhap.foundation.audit.checkpoints import Reason
from hoanhap.foundation.audit.models import AuditCheckpoint, AuditEntry, AuditLink, AuditSite, PrintedHead
from hoanhap.foundation.audit.sources import Log
from hoanhap.kernel import clock, ids
from hoanhap.kernel.errors import Refused
from tests.stand_alone import verify_audit

pytestmark = pytest.mark.django_db
ME = Actor("account-1", "posting-1", "cán bộ Tổ công tác")


def _log(count: int = 1) -> None:
    with transaction.atomic():
        for number in range(count):
            audit.record(
                "access.posted",
                by=ME,
                subject_kind="account",
                subject_id=ids.new_id(),
                at=clock.now(),
                detail={"n": number, "lời": 'dấu "ngoặc" \\ và\nxuống dòng \u2028'},
            )


def _faults(*anchors: heads.Anchor, trusted: signing.PublicKey | None = None) -> list[str]:
    asked = verifying.Asked(keys=[trusted or signing.public_key()], anchors=anchors)
    return [fault.kind for fault in verifying.verify(verifying.of_connection(), asked).faults]


# --- the name of the log, and checkpoints -------------------------------------------------------------------------


def test_the_first_link_bears_the_name_of_the_log() -> None:
    _log(2)
    chain.link_pending()
    site = AuditSite.objects.get()
    first = AuditLink.objects.get(position=1)
    entry = AuditEntry.objects.get(pk=first.entry_id)
    assert bytes(first.chain_digest) == digest.of_link(digest.of_site(site.site_id), entry.pk, bytes(entry.digest))
    assert site.links_before == 0
    assert _faults() == []


def test_a_log_older_than_names_stays_verifiable_and_gets_its_name_at_the_next_checkpoint() -> None:
    _log(3)
    before = digest.FIRST
    for position, entry in enumerate(AuditEntry.objects.order_by("id"), start=1):
        before = digest.of_link(before, entry.pk, bytes(entry.digest))
        AuditLink.objects.create(position=position, entry_id=entry.pk, chain_digest=before)
    assert chain.first_fault() is None
    checkpoints.make(Reason.DAILY)
    assert AuditSite.objects.get().links_before == 3
    _log(2)
    chain.link_pending()
    assert _faults() == []
    assert chain.head().position == 5


def test_a_checkpoint_signs_the_head_and_names_the_one_before() -> None:
    _log(2)
    _linked, one = checkpoints.link_and_sign(Reason.DAILY)
    _log(1)
    _linked, two = checkpoints.link_and_sign(Reason.DAILY)
    assert (one.number, one.position, two.number, two.position) == (1, 2, 2, 3)
    assert bytes(two.previous) == digest.of_checkpoint(one)
    assert signing.public_key().accepts(bytes(two.signature), digest.statement(two))
    two.position = 2
    assert not signing.public_key().accepts(bytes(two.signature), digest.statement(two))


def test_the_same_head_is_signed_once() -> None:
    _log()
    first = checkpoints.link_and_sign(Reason.DAILY)[1]
    assert checkpoints.link_and_sign(Reason.DAILY) == (0, first)
    assert AuditCheckpoint.objects.count() == 1


def test_many_entries_get_checkpoints_on_the_way(settings: LazySettings) -> None:
    settings.AUDIT_CHECKPOINT_EVERY = 10
    _log(35)
    assert checkpoints.link_and_sign(Reason.DAILY)[0] == 35
    made = list(AuditCheckpoint.objects.order_by("number").values_list("position", "reason"))
    assert made == [(10, "count"), (20, "count"), (30, "count"), (35, "daily")]
    assert _faults() == []


def test_another_key_is_noticed_and_both_can_be_trusted(settings: LazySettings, tmp_path: Path) -> None:
    _log()
    checkpoints.link_and_sign(Reason.DAILY)
    old = signing.public_key()
    settings.AUDIT_KEY_FILE = tmp_path / "keys" / "other.key"
    _log()
    checkpoints.link_and_sign(Reason.DAILY)
    assert signing.public_key() != old
    assert _faults(trusted=old) == ["checkpoint_key"]
    both = verifying.Asked(keys=[old, signing.public_key()])
    assert verifying.verify(verifying.of_connection(), both).sound


def test_the_key_is_for_its_owner_alone_and_made_once(settings: LazySettings, tmp_path: Path) -> None:
    settings.AUDIT_KEY_FILE = tmp_path / "keys" / "audit.key"
    first = signing.public_key()
    assert settings.AUDIT_KEY_FILE.stat().st_mode & 0o777 == 0o600
    assert signing.public_key() == first
    assert signing.parse(first.text) == first
    settings.AUDIT_KEY_FILE.write_text("rubbish")
    with pytest.raises(Refused, match="không đọc được"):
        signing.public_key()


@pytest.mark.parametrize("table", [AuditSite, AuditCheckpoint, PrintedHead])
def test_site_checkpoints_and_heads_refuse_every_change(table: type[models.Model]) -> None:
    _log()
    with transaction.atomic():
        heads.print_for("report", ids.new_id(), at=clock.now())
    with pytest.raises(DatabaseError), transaction.atomic():
        table._default_manager.all().delete()
    with pytest.raises(DatabaseError), transaction.atomic():
        table._default_manager.update(site_id=ids.new_id())
    assert table._default_manager.count() == 1


def test_an_entry_of_a_very_long_transaction_is_found_by_the_sweep() -> None:
    old = uuid.UUID(int=(ids.new_id().int >> 80) - chain.LOOK_BACK_MS * 2 << 80 | 0x7 << 76 | 0b10 << 62)
    _log()
    chain.link_pending()
    _log()
    late = AuditEntry.objects.order_by("-id")[0]
    values = {column.name: getattr(late, column.name) for column in AuditEntry._meta.concrete_fields}
    late = AuditEntry(**values | {"id": old})
    late.digest = digest.of_entry(late)
    late.save(force_insert=True)
    assert chain.link_pending() == 1  # the quick look passes over it
    assert chain.sweep() == 1
    assert chain.sweep() == 0
    assert _faults() == []


# --- heads --------------------------------------------------------------------------------------------------------


def test_there_are_1024_syllables_and_none_that_does_not_belong_on_a_paper() -> None:
    assert len(set(words.SYLLABLES)) == 1024
    assert not set(words.SYLLABLES) & set(words._UNFIT)
    assert all(word.isascii() for word in words.SYLLABLES)


def test_words_say_the_first_sixty_bits_and_both_programs_say_them_alike() -> None:
    for number in range(500):
        chain_digest = hashlib.sha256(str(number).encode()).digest()
        said = words.of(chain_digest)
        assert list(said) == verify_audit().spoken(chain_digest)
        bits = "".join(f"{words.SYLLABLES.index(word):010b}" for word in said)
        assert bits == f"{int.from_bytes(chain_digest, 'big'):0256b}"[:60]


@pytest.mark.parametrize(
    "typed",
    [
        "{n} {w}",
        "số {n}: {w}",
        "Dấu nhật ký số {n} · {w}",
        "{w}, {n}",
        "{n} {W}",
        "  {n}   {d} ",
    ],
)
def test_a_person_may_type_the_head_as_he_reads_it(typed: str) -> None:
    chain_digest = bytes(range(32))
    said = words.of(chain_digest)
    text = typed.format(n="1.204", w=" ".join(said), W=" ".join(said).upper(), d="-".join(said))
    anchor = heads.read(text)
    assert (anchor.position, anchor.spoken) == (1204, said)
    assert anchor.is_met_by(chain_digest)
    assert not anchor.is_met_by(bytes(32))
    assert verify_audit().anchor(text).words == list(said)


@pytest.mark.parametrize("syllable", ["nhat", "dau", "so"])
@pytest.mark.parametrize("typed", ["{n} {w}", "số {n}: {w}", "Dấu nhật ký số {n} · {w}", "{w}, {n}"])
def test_a_syllable_that_is_also_a_word_of_the_label_stays_in_the_head(typed: str, syllable: str) -> None:
    digests = (hashlib.sha256(str(number).encode()).digest() for number in range(5_000))
    chain_digest = next(one for one in digests if syllable in words.of(one))
    said = words.of(chain_digest)
    text = typed.format(n="1.204", w=" ".join(said))
    assert heads.read(text).spoken == said
    assert verify_audit().anchor(text).words == list(said)


@pytest.mark.parametrize(
    "typed", ["{", "1204", "vom muoi", "1204 vom muoi phiem chuom khu", "HN1:1:2:3", "{}", "1 a b c d e f"]
)
def test_what_is_no_head_is_refused(typed: str) -> None:
    with pytest.raises(Refused):
        heads.read_many([typed])


def test_the_text_of_the_qr_code_is_read_back_whole() -> None:
    site, chain_digest = ids.new_id(), bytes(range(32))
    text = heads.qr_text(site, 1204, chain_digest)
    for written in (text, text.lower()):
        assert heads.read(written) == heads.Anchor(1204, chain_digest, site_id=site)
    assert verify_audit().anchor(text).digest == chain_digest


def test_a_printed_head_stands_in_the_chain_or_does_not() -> None:
    _log(3)
    with transaction.atomic():
        head = heads.print_for("report", ids.new_id(), at=clock.now())
    said = heads.spoken(bytes(head.chain_digest))
    assert heads.stands(heads.read(f"3 {said}")) is True
    assert heads.stands(heads.read(f"2 {said}")) is False
    assert heads.stands(heads.read(f"4 {said}")) is None
    assert _faults(heads.read(f"3 {said}")) == []
    assert _faults(heads.read(f"2 {said}")) == ["head_mismatch"]
    assert _faults(heads.read(f"4 {said}")) == ["tail_missing"]
    assert _faults(heads.read(heads.qr_text(ids.new_id(), 3, bytes(head.chain_digest)))) == ["site_mismatch"]


def test_somebody_who_waits_for_his_paper_does_not_wait_for_everything(
    monkeypatch: pytest.MonkeyPatch, settings: LazySettings
) -> None:
    monkeypatch.setattr(heads, "_AT_MOST", 10)
    settings.AUDIT_CHECKPOINT_EVERY = 5
    _log(30)
    with transaction.atomic():
        assert heads.print_for("report", ids.new_id(), at=clock.now()).position == 10
    assert checkpoints.link_and_sign(Reason.DAILY)[0] == 20


# --- the command and the file that stands alone ------------------------------------------------------------------


@pytest.fixture
def in_hand(monkeypatch: pytest.MonkeyPatch) -> None:
    """The command opens the database itself; a test's lies in one transaction of one connection."""

    class Hand:
        @contextmanager
        def opened(self) -> Iterator[Log]:
            yield verifying.of_connection()

    verify = verifying.verify
    monkeypatch.setattr(verifying, "address", Hand)
    monkeypatch.setattr(verifying, "verify", lambda log, asked, at: verify(log, asked))


@pytest.mark.usefixtures("in_hand")
def test_the_command_answers_in_words_and_by_its_code(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _log(3)
    _linked, checkpoint = checkpoints.link_and_sign(Reason.DAILY)
    said = heads.spoken(bytes(checkpoint.chain_digest))
    assert command.main(["--head", f"3 {said}"]) == 0
    assert "Nhật ký nguyên vẹn." in capsys.readouterr().out
    assert command.main([]) == 0
    assert "Chưa đối chiếu với dấu nào giữ ở ngoài" in capsys.readouterr().out
    kept = tmp_path / "heads.txt"
    kept.write_text(f"# sổ dấu\n3 {said}\n9 {said}\n", encoding="utf-8")
    assert command.main(["--against", str(kept)]) == 1
    assert "nay chỉ dài tới số 3" in capsys.readouterr().out
    stranger = signing.PublicKey(Ed25519PrivateKey.generate().public_key().public_bytes_raw())
    assert command.main(["--trust", stranger.text]) == 1
    capsys.readouterr()
    assert command.main(["--public-key"]) == 0
    assert signing.parse(capsys.readouterr().out) == signing.public_key()


@pytest.mark.usefixtures("in_hand")
def test_the_exported_log_is_verified_by_python_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _log(4)
    _linked, checkpoint = checkpoints.link_and_sign(Reason.DAILY)
    _log(1)
    file, alone = tmp_path / "log.jsonl", verify_audit()
    assert command.main(["--export", str(file)]) == 0
    head = f"4 {heads.spoken(bytes(checkpoint.chain_digest))}"
    arguments = [str(file), "--public-key", signing.public_key().text]
    assert alone.main([*arguments, "--head", head]) == 0
    assert "4 entries, 1 not linked yet, 1 checkpoints" in capsys.readouterr().out
    assert alone.main([*arguments, "--head", head.replace("4 ", "3 ", 1)]) == 1
    lines = file.read_text(encoding="utf-8").split("\n")
    place = next(number for number, line in enumerate(lines) if '"kind":"link"' in line)
    forged = json.loads(lines[place]) | {"account_id": "account-2"}
    file.write_text("\n".join([*lines[:place], json.dumps(forged), *lines[place + 1 :]]), encoding="utf-8")
    assert alone.main(arguments) == 1
    assert "FAULT entry_altered 1" in capsys.readouterr().out
    file.write_text("not a log", encoding="utf-8")
    assert alone.main(arguments) == 2


def test_the_export_says_when_a_trigger_is_missing() -> None:
    with transaction.atomic():
        with connection.cursor() as cursor:
            name = "audit_auditlink_no_delete" if connection.vendor == "sqlite" else "audit_auditlink_append_only"
            cursor.execute(f"DROP TRIGGER {name}{'' if connection.vendor == 'sqlite' else ' ON audit_auditlink'}")
        lines = io.StringIO()
        export.write(verifying.of_connection(), lines)
        transaction.set_rollback(True)
    guards = json.loads(lines.getvalue().splitlines()[0])
    assert len(guards["faults"]) == 1
    assert name in guards["faults"][0]


# RFC 8032, section 7.1: public key, message, the two halves of the signature.
VECTORS = [
    (
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155"
        "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
    ),
    (
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
        "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
    ),
    (
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        "af82",
        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac"
        "18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a",
    ),
    (
        "ec172b93ad5e563bf4932c70e1245034c35467ef2efd4d64ebf819683467e2bf",
        "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f",
        "dc2a4459e7369633a52b1bf277839a00201009a3efbf3ecb69bea2186c26b589"
        "09351fc9ac90b3ecfdfbc7c66431e0303dca179c138ac17ad9bef1177331a704",
    ),
]


@pytest.mark.parametrize(("public", "message", "signature"), VECTORS)
def test_signatures_of_the_standard_are_accepted_and_their_neighbours_not(
    public: str, message: str, signature: str
) -> None:
    verify: Callable[[bytes, bytes, bytes], bool] = verify_audit().ed25519_verify
    key, words_, signed = (bytes.fromhex(text) for text in (public, message, signature))
    assert verify(key, words_, signed)
    for place in (0, 31, 32, 63):
        assert not verify(key, words_, signed[:place] + bytes([signed[place] ^ 1]) + signed[place + 1 :])
    assert not verify(key, words_ + b"\x00", signed)
    assert not verify(bytes([key[0] ^ 1]) + key[1:], words_, signed)
    # The same signature with the group's order added: equal to a careless verifier, refused by the standard.
    scalar = int.from_bytes(signed[32:], "little") + verify_audit().L
    assert not verify(key, words_, signed[:32] + scalar.to_bytes(32, "little"))


def test_it_agrees_with_the_library_on_keys_of_chance() -> None:
    for number in range(20):
        key = Ed25519PrivateKey.generate()
        message = bytes([number]) * number
        public, signature = key.public_key().public_bytes_raw(), key.sign(message)
        assert verify_audit().ed25519_verify(public, message, signature)
        assert not verify_audit().ed25519_verify(public, message + b".", signature)


# --- PostgreSQL: writing does not wait ----------------------------------------------------------------------------


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_writers_do_not_wait_while_linking_runs() -> None:
    """A sequencer that has linked and not committed holds nobody up; a second sequencer would wait for it."""
    _log(50)
    held, done = threading.Event(), threading.Event()

    def link() -> int:
        try:
            with transaction.atomic():
                linked = chain.link_pending()
                held.set()
                done.wait(30)
                return linked
        finally:
            connections.close_all()

    def write(_number: int) -> float:
        try:
            begun = clock.now()
            _log(5)
            return (clock.now() - begun).total_seconds()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(5) as pool:
        linking = pool.submit(link)
        assert held.wait(30)
        try:
            took = [future.result(timeout=20) for future in [pool.submit(write, n) for n in range(4)]]
            with connection.cursor() as cursor:  # the control: whoever links is really still at it
                cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [chain._SEQUENCER])
                assert cursor.fetchone() == (False,)
            assert not linking.done()
        finally:
            done.set()
        assert linking.result() == 50
    assert max(took) < 5
    assert AuditEntry.objects.count() == 70
    assert chain.link_pending() == 20
    assert _faults() == []
