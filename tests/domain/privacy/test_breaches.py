"""A breach: the clock runs from knowing, each notice is work, the paper goes into the register, nothing ends half."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from hoanhap.foundation.audit.models import AuditEntry
from hoanhap.foundation.documents import pdf_writer
from hoanhap.foundation.notices.models import Duty
from hoanhap.foundation.privacy import notice_lines, papers, policy, queries
from hoanhap.foundation.privacy.actions import breaches
from hoanhap.foundation.privacy.actions.breaches import Reported
from hoanhap.foundation.privacy.models import Breach, BreachKind
from hoanhap.kernel import clock
from hoanhap.kernel.errors import NotHere, Refused
from tests.cast import NOW
from tests.domain.privacy.conftest import World

KNOWN = NOW - timedelta(hours=5)
IN_2026 = clock.at(NOW.date().replace(year=2026, month=9, day=1), 8)


def reported(world: World, **facts: object) -> Breach:
    said = Reported(
        kind=BreachKind.LOST_DEVICE,
        known_at=facts.pop("known_at", KNOWN),  # type: ignore[arg-type]
        what="Mất một ổ USB chứa danh sách của xã",
        identity=True,
        person_count=12,
        **facts,  # type: ignore[arg-type]
    )
    at = max(NOW, said.known_at)
    return breaches.report(
        reported=said, unit=world.cast.thuong_lac, by=world.cast.viewer(world.cast.officer).actor, at=at
    )


def open_notices(row: Breach) -> dict[str, object]:
    found = Duty.objects.filter(subject_id=str(row.pk), settled_at=None)
    return {duty.key.split(":")[0].rpartition(".")[2]: duty.due_at for duty in found}


def test_the_clock_runs_from_knowing_not_from_writing(world: World) -> None:
    row = reported(world)
    assert open_notices(row) == {"authority": KNOWN + timedelta(hours=72)}
    assert Duty.objects.get(subject_id=str(row.pk)).holder_role == "commune_leader"


def test_a_grave_one_of_today_has_three_clocks(world: World) -> None:
    row = reported(world, known_at=IN_2026, serious=True, traceable=True)
    assert open_notices(row) == {
        "first_notice": IN_2026 + timedelta(hours=24),
        "authority": IN_2026 + timedelta(hours=72),
        "persons": IN_2026 + timedelta(hours=72),
    }


def test_found_graver_later_it_gets_the_clock_it_lacked(world: World) -> None:
    row = reported(world, known_at=IN_2026)
    assert set(open_notices(row)) == {"authority"}
    by = world.cast.viewer(world.cast.leader).actor
    breaches.assess(breach=row, serious=True, traceable=False, person_count=40, by=by, at=IN_2026)
    assert open_notices(row)["first_notice"] == IN_2026 + timedelta(hours=24)


def test_it_closes_only_when_all_was_told_and_something_was_done(world: World) -> None:
    row, by = reported(world), world.cast.viewer(world.cast.leader).actor
    with pytest.raises(Refused, match="Chưa ghi"):
        breaches.close(breach=row, by=by, at=NOW)
    row = breaches.notified(breach=row, notice="authority", told_at=NOW, by=by, at=NOW)
    assert open_notices(row) == {}
    with pytest.raises(Refused, match="khắc phục"):
        breaches.close(breach=row, by=by, at=NOW)
    breaches.add_step(breach=row, said="Đã khóa tài khoản, báo công an", taken_at=NOW, by=by, at=NOW)
    assert breaches.close(breach=row, by=by, at=NOW).closed_at == NOW
    with pytest.raises(Refused, match="đã đóng"):
        breaches.add_step(breach=row, said="Thêm việc nữa", taken_at=NOW, by=by, at=NOW)


def test_the_database_closes_none_untold(world: World) -> None:
    row = reported(world)
    with pytest.raises(IntegrityError), transaction.atomic():
        Breach.objects.filter(pk=row.pk).update(closed_at=NOW)


def test_a_notice_is_written_once_and_not_before_knowing(world: World) -> None:
    row, by = reported(world), world.cast.viewer(world.cast.leader).actor
    for told_at in (KNOWN - timedelta(minutes=1), NOW + timedelta(days=1)):
        with pytest.raises(Refused, match="Lúc báo"):
            breaches.notified(breach=row, notice="authority", told_at=told_at, by=by, at=NOW)
    breaches.notified(breach=row, notice="authority", told_at=NOW, by=by, at=NOW)
    with pytest.raises(Refused, match="vừa được"):
        breaches.notified(breach=row, notice="authority", told_at=NOW, by=by, at=NOW)


def test_the_notice_is_a_numbered_paper(world: World) -> None:
    row, leader = reported(world), world.cast.viewer(world.cast.leader)
    breaches.add_step(breach=row, said="Đã khóa tài khoản", taken_at=NOW, by=leader.actor, at=NOW)
    document = papers.issue(row, issued_on=NOW.date(), by=leader, at=NOW)
    paper = papers.notice_of(row, leader)
    assert (document.notation, paper.kind, paper.draft) == ("01/TB-UBND", "Thông báo", False)
    text = " ".join(block.text for block in paper.body if hasattr(block, "text"))
    assert "Mất một ổ USB" in text
    assert "Đã khóa tài khoản" in text
    assert pdf_writer.write(paper).startswith(b"%PDF")
    with pytest.raises(NotHere):
        papers.fill(row, world.cast.viewer(world.cast.officer))
    with pytest.raises(NotHere):
        papers.issue(reported(world), issued_on=NOW.date(), by=world.cast.viewer(world.cast.officer), at=NOW)


def test_each_step_is_in_the_log_without_a_word_of_it(world: World) -> None:
    row, by = reported(world), world.cast.viewer(world.cast.leader).actor
    breaches.assess(breach=row, serious=True, traceable=False, person_count=40, by=by, at=NOW)
    row = breaches.notified(breach=row, notice="authority", told_at=NOW, by=by, at=NOW)
    breaches.add_step(breach=row, said="Đã khóa tài khoản", taken_at=NOW, by=by, at=NOW)
    papers.log_file(row, "pdf", by=by, at=NOW)
    breaches.close(breach=row, by=by, at=NOW)
    entries = AuditEntry.objects.filter(subject_kind="privacy_breach", subject_id=str(row.pk)).order_by("id")
    assert [entry.code.removeprefix("privacy.breach_") for entry in entries] == [
        *("reported", "assessed", "notified", "step", "paper", "closed")
    ]
    assert {entry.unit_path for entry in entries} == {world.cast.thuong_lac.path}
    assert not any("USB" in entry.detail or "khóa" in entry.detail for entry in entries)


def test_who_handles_and_who_only_reports(world: World) -> None:
    row = reported(world)
    for account in (world.cast.leader, world.cast.district_leader):
        assert policy.get_breach_for(world.cast.viewer(account), row.pk).pk == row.pk
        assert set(notice_lines.breaches(world.cast.viewer(account), [str(row.pk)])) == {str(row.pk)}
    for account in (world.cast.officer, world.cast.police, world.cast.administrator, world.cast.stranger_officer):
        with pytest.raises(NotHere):
            policy.get_breach_for(world.cast.viewer(account), row.pk)
        assert not notice_lines.breaches(world.cast.viewer(account), [str(row.pk)])


def test_the_register_is_read_where_it_is_kept_or_inspected(world: World) -> None:
    row = reported(world)
    for account in (world.cast.leader, world.cast.administrator):
        assert list(queries.breaches(world.cast.viewer(account))) == [row]
    for account in (world.cast.officer, world.cast.police, world.cast.stranger_officer):
        assert not queries.breaches(world.cast.viewer(account)).exists()
