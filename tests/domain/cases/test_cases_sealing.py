"""Putting an ended file away and opening it again leave their words in the log, without a name."""

from datetime import date, timedelta

from hoanhap.foundation.audit.models import AuditEntry
from hoanhap.foundation.joint_acts import actions as joint
from hoanhap.people.cases import sealed
from hoanhap.people.cases.actions import sealing
from hoanhap.people.cases.models import Case
from tests.cast import NOW, Cast

LATER = NOW + timedelta(hours=1)


def test_each_step_is_in_the_log_for_the_file_and_for_the_person(open_case, cast: Cast) -> None:
    case: Case = open_case(name="Nguyễn Văn An")
    Case.objects.filter(pk=case.pk).update(state="closed_moved", closed_on=date(2020, 6, 10))
    officer, leader = cast.viewer(cast.officer), cast.viewer(cast.leader)
    case = sealing.seal_case(case=case, by=leader.actor, at=NOW)
    act = joint.ask(
        sealed.KIND,
        subject_kind=sealed.SUBJECT,
        subject_id=case.pk,
        unit=cast.thuong_lac,
        reason="Người đó xin bản sao dữ liệu của mình",
        what=sealing.what_of(case),
        by=officer,
        at=NOW,
    )
    sealing.unseal_case(case=case, act=joint.confirm(act, by=leader, at=NOW), by=officer, at=LATER)
    words = ("case.sealed", "person.sealed", "case.unsealed", "person.unsealed")
    entries = AuditEntry.objects.filter(code__in=words)
    assert {(entry.code, entry.subject_id, entry.account_id, entry.at) for entry in entries} == {
        ("case.sealed", str(case.pk), str(leader.account_id), NOW),
        ("person.sealed", str(case.person_id), str(leader.account_id), NOW),
        ("case.unsealed", str(case.pk), str(officer.account_id), LATER),
        ("person.unsealed", str(case.person_id), str(officer.account_id), LATER),
    }
    assert {entry.unit_path for entry in entries} == {cast.thuong_lac.path}
    assert not any("Nguyễn" in entry.detail for entry in entries)
