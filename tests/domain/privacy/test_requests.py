"""A request from its receipt to its end: clocks become work, one officer decides, nothing is done in words alone."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from hoanhap.foundation import vault
from hoanhap.foundation.access import roles
from hoanhap.foundation.audit.models import AuditEntry
from hoanhap.foundation.notices import queries as notices
from hoanhap.foundation.notices.models import Duty
from hoanhap.foundation.privacy import notice_lines, policy, queries
from hoanhap.foundation.privacy.actions import requests
from hoanhap.foundation.privacy.actions.requests import Asked
from hoanhap.foundation.privacy.facts import RequestKind
from hoanhap.foundation.privacy.models import Asker, Channel, IdentityCheck, Outcome, RightsRequest
from hoanhap.foundation.privacy.policy import PrivacyPermission
from hoanhap.foundation.privacy.subjects import PERSON
from hoanhap.kernel import clock
from hoanhap.kernel.errors import NotHere, Refused
from hoanhap.people.persons import actions as persons
from tests.cast import NOW, TODAY
from tests.domain.privacy.conftest import World

LATER = NOW + timedelta(hours=1)


def asked(world: World, kind: RequestKind = RequestKind.ACCESS, *, subject: bool = True) -> Asked:
    return Asked(
        kind=kind,
        person_name="Nguyễn Văn Ví Dụ",
        asker=Asker.PERSON,
        identity_check=IdentityCheck.ID_CARD,
        channel=Channel.DESK,
        received_at=NOW,
        asked="Xin xem mọi thứ ghi về tôi",
        subject_kind=PERSON if subject else "",
        subject_id=world.person.pk if subject else None,
    )


def received(world: World, kind: RequestKind = RequestKind.ACCESS, *, subject: bool = True) -> RightsRequest:
    by = world.cast.viewer(world.cast.officer)
    return requests.receive(asked=asked(world, kind, subject=subject), unit=world.cast.thuong_lac, by=by.actor, at=NOW)


def test_a_request_opens_its_two_clocks_for_the_post(world: World) -> None:
    row = received(world)
    lines = notices.lines(world.cast.viewer(world.cast.officer), NOW, limit=200)
    mine = {line.duty.kind: line for line in lines if line.duty.subject_id == str(row.pk)}
    assert set(mine) == {"privacy.acknowledge", "privacy.answer"}
    assert mine["privacy.acknowledge"].duty.due_at == clock.at(TODAY + timedelta(days=3))  # two working days
    assert mine["privacy.answer"].duty.due_at == row.answer_due_at == clock.at(TODAY + timedelta(days=11))
    assert mine["privacy.answer"].duty.confidence == "INFER"
    assert "Nguyễn" not in mine["privacy.answer"].title
    assert row.code == "01/2020"


def test_numbers_run_by_unit_and_year(world: World) -> None:
    assert [received(world).code, received(world).code] == ["01/2020", "02/2020"]
    other = requests.receive(
        asked=asked(world, subject=False),
        unit=world.cast.vinh_xuong,
        by=world.cast.viewer(world.cast.stranger_officer).actor,
        at=NOW,
    )
    assert other.code == "01/2020"


def test_what_was_typed_lies_sealed(world: World) -> None:
    row = received(world)
    stored = RightsRequest.objects.filter(pk=row.pk).values().get()
    assert not any("Ví Dụ" in str(value) or "Xin xem" in str(value) for value in stored.values())
    assert vault.reveal(row, "person_name") == "Nguyễn Văn Ví Dụ"


def test_the_whole_way_of_an_access_request(world: World) -> None:
    by = world.cast.viewer(world.cast.officer).actor
    row = requests.acknowledge(request=received(world), by=by, at=LATER)
    row = requests.decide(request=row, outcome=Outcome.GRANTED, answer="Cung cấp bản sao", by=by, at=LATER)
    with pytest.raises(Refused, match="Chưa lập bản sao"):
        requests.finish(request=row, by=by, at=LATER)
    requests.copy_made(request=row, file="pdf", digest="0" * 64, by=by, at=LATER)
    done = requests.finish(request=row, by=by, at=LATER)
    assert done.done_at == LATER
    assert not Duty.objects.filter(subject_id=str(row.pk), settled_at=None).exists()
    codes = list(AuditEntry.objects.filter(subject_id=str(row.pk)).order_by("id").values_list("code", flat=True))
    assert codes == [
        "privacy.request_received",
        "privacy.request_acknowledged",
        "privacy.request_decided",
        "privacy.copy_made",
        "privacy.request_done",
    ]


def test_a_correction_counts_as_done_only_after_the_edit(world: World) -> None:
    officer = world.cast.viewer(world.cast.officer)
    row = requests.decide(
        request=received(world, RequestKind.CORRECTION),
        outcome=Outcome.GRANTED,
        answer="Sửa số điện thoại",
        by=officer.actor,
        at=LATER,
    )
    with pytest.raises(Refused, match="Chưa thấy lần sửa"):
        requests.finish(request=row, by=officer.actor, at=LATER)
    persons.correct(
        person=world.person, changes={"phone": "0987654321"}, by=officer.actor, at=LATER, version=world.person.version
    )
    done = requests.finish(request=row, by=officer.actor, at=LATER)
    assert AuditEntry.objects.get(pk=done.done_entry).code == "person.corrected"


def test_an_edit_from_before_the_request_does_not_count(world: World) -> None:
    by = world.cast.viewer(world.cast.officer).actor
    persons.correct(person=world.person, changes={"phone": "0987654321"}, by=by, at=NOW - timedelta(days=1), version=1)
    row = requests.decide(
        request=received(world, RequestKind.CORRECTION), outcome=Outcome.GRANTED, answer="Sửa xong", by=by, at=LATER
    )
    with pytest.raises(Refused, match="Chưa thấy lần sửa"):
        requests.finish(request=row, by=by, at=LATER)


def test_a_refusal_names_its_ground_and_ends_the_request(world: World) -> None:
    by = world.cast.viewer(world.cast.leader).actor
    row = received(world, RequestKind.DELETION)
    with pytest.raises(Refused, match="căn cứ"):
        requests.decide(request=row, outcome=Outcome.REFUSED, answer="Không xóa được", by=by, at=LATER)
    row = requests.decide(
        request=row, outcome=Outcome.REFUSED, ground="state_management", answer="Không xóa được", by=by, at=LATER
    )
    assert row.done_at is not None
    assert "Điều 19" in row.article


def test_the_database_holds_no_refusal_without_its_ground(world: World) -> None:
    row = received(world)
    with pytest.raises(IntegrityError), transaction.atomic():
        RightsRequest.objects.filter(pk=row.pk).update(outcome="refused", decided_at=LATER)


def test_of_two_officers_one_decides(world: World) -> None:
    by = world.cast.viewer(world.cast.officer).actor
    first = received(world)
    second = RightsRequest.objects.get(pk=first.pk)
    requests.decide(request=first, outcome=Outcome.GRANTED, answer="Cung cấp bản sao", by=by, at=LATER)
    with pytest.raises(Refused, match="vừa được người khác"):
        requests.decide(request=second, outcome=Outcome.GRANTED, answer="Cung cấp bản sao", by=by, at=LATER)


def test_one_extension_in_time_with_a_reason(world: World) -> None:
    by = world.cast.viewer(world.cast.officer).actor
    row = received(world)
    before = row.answer_due_at
    with pytest.raises(Refused, match="lý do gia hạn"):
        requests.extend(request=row, reason=" ", by=by, at=LATER)
    row = requests.extend(request=row, reason="Phải tìm hồ sơ giấy", by=by, at=LATER)
    assert row.answer_due_at == before + timedelta(days=10)
    assert Duty.objects.get(kind="privacy.answer", subject_id=str(row.pk)).due_at == row.answer_due_at
    with pytest.raises(Refused):
        requests.extend(request=row, reason="Lại phải tìm thêm", by=by, at=LATER)
    late = received(world)
    with pytest.raises(Refused, match="quá hạn"):
        requests.extend(request=late, reason="Phải tìm hồ sơ giấy", by=by, at=late.answer_due_at)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"person_name": "  "}, "người có dữ liệu"),
        ({"asker": Asker.GUARDIAN}, "người yêu cầu"),
        ({"asker": Asker.GUARDIAN, "asker_name": "Nguyễn Thị Ớt"}, "giấy ủy quyền"),
        ({"received_at": NOW + timedelta(days=1)}, "không thể sau"),
        ({"asked": "x" * 5000}, "ngắn hơn"),
    ],
)
def test_what_the_desk_may_not_enter(world: World, change: dict[str, object], said: str) -> None:
    wrong = replace(asked(world), **change)  # type: ignore[arg-type]
    with pytest.raises(Refused, match=said):
        requests.receive(
            asked=wrong, unit=world.cast.thuong_lac, by=world.cast.viewer(world.cast.officer).actor, at=NOW
        )


def test_late_ones_are_counted_for_whoever_sees_the_book(world: World) -> None:
    row = received(world)
    officer, admin = world.cast.viewer(world.cast.officer), world.cast.viewer(world.cast.administrator)
    assert queries.late(officer, NOW) == 0
    assert queries.late(officer, row.answer_due_at) == 1
    assert queries.late(admin, row.answer_due_at) == 1
    assert queries.late(world.cast.viewer(world.cast.stranger_officer), row.answer_due_at) == 0


def test_whoever_keeps_the_registers_without_names_opens_no_request(world: World) -> None:
    row = received(world)
    admin = world.cast.viewer(world.cast.administrator)
    assert [one.pk for one in queries.requests(admin)] == [row.pk]
    assert queries.words_of_requests(admin, [row]) == {}
    with pytest.raises(NotHere):
        policy.get_request_for(admin, row.pk)
    for stranger in (world.cast.police, world.cast.helper, world.cast.stranger_officer, world.cast.district_leader):
        with pytest.raises(NotHere):
            policy.get_request_for(world.cast.viewer(stranger), row.pk)
    assert policy.get_request_for(world.cast.viewer(world.cast.officer), row.pk).pk == row.pk
    for stranger in (world.cast.police, world.cast.helper, world.cast.stranger_officer):
        assert not queries.requests(world.cast.viewer(stranger)).exists()


def test_a_request_is_named_in_the_work_of_those_alone_who_handle_it(world: World) -> None:
    row, cast = received(world), world.cast
    for account in (cast.officer, cast.leader):
        assert set(notice_lines.requests(cast.viewer(account), [str(row.pk)])) == {str(row.pk)}
    for account in (cast.police, cast.helper, cast.stranger_officer, cast.district_leader, cast.administrator):
        assert not notice_lines.requests(cast.viewer(account), [str(row.pk)])


def test_who_handles_requests_does_not_refuse_one_and_a_copy_is_made_by_who_handles_them(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    row, cast = received(world), world.cast
    assert policy.get_request_for(cast.viewer(cast.leader), row.pk, to=PrivacyPermission.REFUSE_REQUEST) == row
    with pytest.raises(NotHere):
        policy.get_request_for(cast.viewer(cast.officer), row.pk, to=PrivacyPermission.REFUSE_REQUEST)
    monkeypatch.setitem(roles._granted, roles.Role.COMMUNE_POLICE, {PrivacyPermission.MAKE_COPY})
    with pytest.raises(NotHere):
        policy.get_request_for(cast.viewer(cast.police), row.pk, to=PrivacyPermission.MAKE_COPY)


def test_without_the_check_of_the_words_they_would_be_read(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Known-bad control of the test above."""
    row = received(world)
    monkeypatch.setattr(policy, "reads_words", lambda *_: True)
    assert queries.words_of_requests(world.cast.viewer(world.cast.administrator), [row]) != {}
