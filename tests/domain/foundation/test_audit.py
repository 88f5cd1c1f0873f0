"""The log: in the same transaction, append-only on both databases, chained apart from the writing."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import DatabaseError, connections, transaction

from hoanhap.foundation import audit
from hoanhap.foundation.audit import Actor, Subject, actions, chain
from hoanhap.foundation.audit.models import AuditEntry, AuditLink
from hoanhap.kernel import clock, ids
from hoanhap.kernel.errors import UnknownName

pytestmark = pytest.mark.django_db
ME = Actor("account-1", "posting-1", "cán bộ Tổ công tác")


def _log(count: int = 1) -> None:
    for number in range(count):
        audit.record(
            "access.posted",
            by=ME,
            subject_kind="account",
            subject_id=ids.new_id(),
            at=clock.now(),
            detail={"n": number},
        )


def test_an_undeclared_code_raises() -> None:
    with pytest.raises(UnknownName):
        audit.record("nobody.declared_this", by=ME, subject_kind="x", subject_id=1, at=clock.now())


@pytest.mark.django_db(transaction=True)
def test_an_act_outside_a_transaction_is_refused() -> None:
    with pytest.raises(actions.OutsideTransaction):
        _log()
    with transaction.atomic():
        _log()
    assert AuditEntry.objects.count() == 1


def test_the_entry_goes_when_the_act_is_rolled_back() -> None:
    with transaction.atomic():
        _log()
        transaction.set_rollback(True)
    assert AuditEntry.objects.count() == 0


@pytest.mark.parametrize("table", [AuditEntry, AuditLink])
def test_the_log_refuses_every_change(table: type[AuditEntry] | type[AuditLink]) -> None:
    _log()
    chain.link_pending()
    column = "code" if table is AuditEntry else "chain_digest"
    with pytest.raises(DatabaseError), transaction.atomic():
        table.objects.update(**{column: "x" if table is AuditEntry else b"x"})
    with pytest.raises(DatabaseError), transaction.atomic():
        table.objects.all().delete()
    assert table.objects.count() == 1


def test_many_entries_of_one_act() -> None:
    rows = [Subject("case", ids.new_id(), "/87/", {"n": n}) for n in range(1_200)]
    audit.record_many("access.posted", by=ME, at=clock.now(), rows=rows)
    assert AuditEntry.objects.count() == 1_200


def test_the_chain_links_what_is_pending_and_checks_out() -> None:
    _log(5)
    assert chain.link_pending() == 5
    _log(2)
    assert chain.link_pending() == 2
    assert chain.link_pending() == 0
    assert chain.head().position == 7
    assert chain.first_fault() is None


@pytest.mark.parametrize("field", ["code", "account_id", "detail", "unit_path", "subject_id"])
def test_a_forged_entry_is_found(field: str) -> None:
    _log(3)
    chain.link_pending()
    entry = AuditEntry.objects.order_by("id")[1]
    forged = AuditEntry(**{column.name: getattr(entry, column.name) for column in AuditEntry._meta.concrete_fields})
    setattr(forged, field, "khác")
    forged.id = ids.new_id()
    forged.save(force_insert=True)  # the digest no longer covers what stands in the row
    assert "chưa nối chuỗi đã bị sửa" in str(chain.first_fault())


def test_an_entry_that_vanished_is_found() -> None:
    _log(2)
    chain.link_pending()
    AuditLink.objects.bulk_create([AuditLink(position=3, entry_id=ids.new_id(), chain_digest=b"\x01" * 32)])
    assert chain.first_fault() == "mắt xích số 3: dòng nhật ký đã mất"


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_of_sequencers_at_once_each_entry_is_linked_once() -> None:
    for _ in range(2):  # the first time there is no link yet
        with transaction.atomic():
            _log(200)
        line = threading.Barrier(4)

        def link(line: threading.Barrier = line) -> int:
            try:
                line.wait()
                return chain.link_pending()
            finally:
                connections.close_all()

        with ThreadPoolExecutor(4) as pool:
            linked = [future.result() for future in [pool.submit(link) for _ in range(4)]]
        assert sorted(linked) == [0, 0, 0, 200]
    assert chain.first_fault() is None
