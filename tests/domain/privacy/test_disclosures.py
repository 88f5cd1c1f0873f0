"""Handing data out: two people, exactly what was confirmed, once, until a day, and back."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from hoanhap.foundation.audit.models import AuditEntry
from hoanhap.foundation.joint_acts import actions as joint
from hoanhap.foundation.joint_acts.models import JointAct
from hoanhap.foundation.notices.models import Duty
from hoanhap.foundation.privacy import disclosures as printed
from hoanhap.foundation.privacy import notice_lines, policy, queries
from hoanhap.foundation.privacy.actions import disclosures
from hoanhap.foundation.privacy.actions.disclosures import Wanted
from hoanhap.foundation.privacy.models import Disclosure
from hoanhap.foundation.privacy.models.disclosures import Basis
from hoanhap.foundation.privacy.subjects import PERSON
from hoanhap.kernel.errors import NotHere, Refused
from tests.cast import NOW, TODAY
from tests.domain.privacy.conftest import World

LATER = NOW + timedelta(hours=2)


def wanted(world: World) -> Wanted:
    return Wanted(
        basis=Basis.AUTHORITY,
        document="Công văn 15/CV ngày 10/6/2020",
        recipient="Tòa án nhân dân huyện",
        purpose="Xem xét đơn của người có dữ liệu",
        person_count=1,
        expires_on=TODAY + timedelta(days=30),
        identity=True,
        subject_kind=PERSON,
        subject_id=world.person.pk,
    )


def asked(world: World) -> tuple[Disclosure, JointAct]:
    row = disclosures.ask(
        wanted=wanted(world), unit=world.cast.thuong_lac, by=world.cast.viewer(world.cast.officer), at=NOW
    )
    return row, JointAct.objects.get(pk=row.joint_act)


def confirmed(world: World) -> tuple[Disclosure, JointAct]:
    row, act = asked(world)
    return row, joint.confirm(act, by=world.cast.viewer(world.cast.leader), at=LATER)


@pytest.mark.requirement("S4-10")
def test_two_people_then_it_goes_out_and_is_asked_back(world: World) -> None:
    row, act = confirmed(world)
    officer = world.cast.viewer(world.cast.officer)
    row = disclosures.hand_over(disclosure=row, act=act, by=officer, at=LATER)
    assert (row.handed_by, row.confirmed_by) == (str(world.cast.officer.pk), str(world.cast.leader.pk))
    assert row.serial == act.serial
    assert Duty.objects.filter(kind="privacy.disclosure_ends", settled_at=None).count() == 1
    row = disclosures.end(disclosure=row, ending="Tòa án đã trả lại", by=officer.actor, at=LATER)
    assert not Duty.objects.filter(kind="privacy.disclosure_ends", settled_at=None).exists()
    with pytest.raises(Refused):
        disclosures.end(disclosure=row, ending="Tòa án đã trả lại", by=officer.actor, at=LATER)


def test_the_persons_own_trail_says_that_his_data_went_out(world: World) -> None:
    row, act = confirmed(world)
    disclosures.hand_over(disclosure=row, act=act, by=world.cast.viewer(world.cast.officer), at=LATER)
    entry = AuditEntry.objects.get(code="privacy.person_disclosed")
    assert (entry.subject_kind, entry.subject_id) == ("person", str(world.person.pk))


def test_without_the_second_person_nothing_goes_out(world: World) -> None:
    row, act = asked(world)
    with pytest.raises(Refused):
        disclosures.hand_over(disclosure=row, act=act, by=world.cast.viewer(world.cast.officer), at=LATER)
    row.refresh_from_db()
    assert row.handed_at is None


def test_the_database_knows_two_hands(world: World) -> None:
    row, _act = asked(world)
    with pytest.raises(IntegrityError), transaction.atomic():
        Disclosure.objects.filter(pk=row.pk).update(handed_at=LATER, handed_by="a", confirmed_by="a")


def test_it_goes_out_once(world: World) -> None:
    row, act = confirmed(world)
    officer = world.cast.viewer(world.cast.officer)
    disclosures.hand_over(disclosure=row, act=act, by=officer, at=LATER)
    act.refresh_from_db()
    with pytest.raises(Refused):
        disclosures.hand_over(disclosure=row, act=act, by=officer, at=LATER)


def test_what_was_changed_after_the_confirmation_does_not_go_out(world: World) -> None:
    row, act = confirmed(world)
    Disclosure.objects.filter(pk=row.pk).update(person_count=500)
    row.refresh_from_db()
    with pytest.raises(Refused, match="khác với việc"):
        disclosures.hand_over(disclosure=row, act=act, by=world.cast.viewer(world.cast.officer), at=LATER)


def test_another_confirmation_does_not_serve(world: World) -> None:
    _row, act = confirmed(world)
    other, _other_act = asked(world)
    with pytest.raises(Refused, match="việc khác"):
        disclosures.hand_over(disclosure=other, act=act, by=world.cast.viewer(world.cast.officer), at=LATER)


def test_who_may_not_ask(world: World) -> None:
    for account in (world.cast.police, world.cast.helper, world.cast.stranger_officer, world.cast.administrator):
        with pytest.raises(NotHere):
            disclosures.ask(wanted=wanted(world), unit=world.cast.thuong_lac, by=world.cast.viewer(account), at=NOW)


def test_nor_is_he_told_what_is_wrong_with_his_wish(world: World) -> None:
    wrong = replace(wanted(world), document="")
    with pytest.raises(NotHere):
        disclosures.ask(wanted=wrong, unit=world.cast.thuong_lac, by=world.cast.viewer(world.cast.police), at=NOW)


def test_who_knows_of_it(world: World) -> None:
    row, _act = asked(world)
    cast, wish = world.cast, [str(row.pk)]
    for account in (cast.officer, cast.leader):
        assert list(queries.disclosures(cast.viewer(account))) == [row]
        assert policy.get_disclosure_for(cast.viewer(account), row.pk) == row
        assert notice_lines.disclosures(cast.viewer(account), wish)[wish[0]].label == row.code
    assert list(queries.disclosures(cast.viewer(cast.administrator))) == [row]  # its line, none of its words
    assert queries.words_of_disclosures(cast.viewer(cast.administrator), [row]) == {}
    for account in (cast.police, cast.helper, cast.stranger_officer):
        assert not queries.disclosures(cast.viewer(account)).exists()
    for account in (cast.police, cast.helper, cast.stranger_officer, cast.administrator):
        assert notice_lines.disclosures(cast.viewer(account), wish) == {}
        with pytest.raises(NotHere):
            policy.get_disclosure_for(cast.viewer(account), row.pk)


def test_each_step_is_in_the_log_without_a_word_of_it(world: World) -> None:
    row, act = confirmed(world)
    officer = world.cast.viewer(world.cast.officer)
    row = disclosures.hand_over(disclosure=row, act=act, by=officer, at=LATER)
    disclosures.end(disclosure=row, ending="Tòa án đã trả lại", by=officer.actor, at=LATER)
    entries = AuditEntry.objects.filter(subject_kind="privacy_disclosure", subject_id=str(row.pk)).order_by("id")
    assert [entry.code.removeprefix("privacy.") for entry in entries] == [
        *("disclosure_asked", "disclosed", "disclosure_ended")
    ]
    assert not any("Tòa án" in entry.detail for entry in entries)


@pytest.mark.parametrize(
    "change",
    [
        {"document": ""},
        {"recipient": " "},
        {"purpose": "ngắn"},
        {"identity": False},
        {"person_count": 0},
        {"expires_on": TODAY},
        {"expires_on": TODAY + timedelta(days=9_999)},
    ],
)
def test_what_may_not_be_asked_for(world: World, change: dict[str, object]) -> None:
    wrong = replace(wanted(world), **change)  # type: ignore[arg-type]
    with pytest.raises(Refused):
        disclosures.ask(wanted=wrong, unit=world.cast.thuong_lac, by=world.cast.viewer(world.cast.officer), at=NOW)


def test_an_export_under_its_own_joint_act_gets_its_line(world: World) -> None:
    row, act = confirmed(world)
    officer = world.cast.viewer(world.cast.officer)
    with pytest.raises(Refused, match="người thứ hai"):
        disclosures.enter_export(wanted=wanted(world), unit=world.cast.thuong_lac, act=act, by=officer, at=LATER)
    used = joint.use(act, by=officer, at=LATER, what=disclosures.what_of(row))
    line = disclosures.enter_export(wanted=wanted(world), unit=world.cast.thuong_lac, act=used, by=officer, at=LATER)
    assert (line.serial, line.confirmed_by) == (act.serial, str(world.cast.leader.pk))


def test_every_file_of_names_carries_its_notice() -> None:
    said = printed.notice("vi")
    assert "dữ liệu cá nhân nhạy cảm" in said
    assert "91/2025/QH15" in said
    assert "trả lại hoặc hủy" in said
