"""Lists of people to invite: all lines or none, two people for those who see names, links that work once."""

from datetime import date, timedelta

import pytest

from hoanhap.foundation.access import viewer as viewers
from hoanhap.foundation.access.models import Account, Posting
from hoanhap.foundation.access.roles import Role
from hoanhap.foundation.access.viewer import Viewer
from hoanhap.foundation.accounts import invitations, policy, proposals, queries, rules
from hoanhap.foundation.accounts.models import Invitation, Proposal, ProposalRow
from hoanhap.foundation.accounts.rules import Draft
from hoanhap.foundation.audit.models import AuditEntry
from hoanhap.foundation.joint_acts import actions as joint_acts
from hoanhap.foundation.joint_acts.models import JointAct
from hoanhap.foundation.places import paths
from hoanhap.foundation.places.models import Place
from hoanhap.kernel import clock
from hoanhap.kernel.errors import NotHere, Refused
from tests.cast import NOW, PASSWORD, TODAY, Cast

REASON = "Cán bộ mới của xã từ đầu tháng"


def line(number: int = 2, name: str = "Trần Văn Tám", role: str = "cán bộ Tổ công tác", **more: str) -> Draft:
    return Draft(number=number, display_name=name, role=role, unit=more.pop("unit", "xã Thường Lạc"), **more)


def keeper(cast: Cast) -> Viewer:
    return cast.viewer(cast.administrator)


def taken_in(cast: Cast, *drafts: Draft) -> Proposal:
    proposal, problems = proposals.preview(drafts, by=keeper(cast), at=NOW)
    assert proposal is not None, problems
    return proposal


def confirmed(cast: Cast, proposal: Proposal) -> JointAct:
    act = proposals.ask(proposal, reason=REASON, by=keeper(cast), at=NOW)
    return joint_acts.confirm(act, by=cast.viewer(cast.leader), at=NOW)


def made(cast: Cast, *drafts: Draft) -> list[Account]:
    proposal = taken_in(cast, *drafts)
    if proposal.needs_second:
        confirmed(cast, proposal)
    return proposals.carry_out(proposal, by=keeper(cast), at=NOW)


def posted(cast: Cast, account: Account, role: Role, place: Place) -> Proposal:
    return proposals.post(account, role=role, place=place, first=TODAY, last=None, title="", by=keeper(cast), at=NOW)


@pytest.mark.parametrize(
    ("draft", "says"),
    [
        (line(name=""), "Chưa ghi họ tên"),
        (line(role="giám đốc sở"), "Không có vai trò"),
        (line(role=""), "Chưa ghi vai trò"),
        (line(unit="xã Vĩnh Hòa"), "Không có đơn vị"),
        (line(unit=""), "Chưa ghi đơn vị"),
        (line(unit="huyện Hồng Ngự"), "không dùng cho"),
        (line(username="Có Dấu"), "chưa đúng"),
        (line(username="can-bo"), "đã có người dùng"),
        (line(role="thanh tra"), "phải có ngày kết thúc"),
        (line(valid_from="32/13/2020"), ""),
        (line(last_day="01/06/2020"), "Ngày cuối"),
        (line(role="trạm y tế"), "cần đúng một cơ quan"),
    ],
)
def test_a_bad_line_is_named_and_nothing_is_kept(cast: Cast, draft: Draft, says: str) -> None:
    good = line(number=3, name="Lê Thị Chín")
    proposal, problems = proposals.preview([draft, good], by=keeper(cast), at=NOW)
    assert proposal is None
    assert [problem.number for problem in problems] == [2]
    assert says in problems[0].sentence
    assert not Proposal.objects.exists()
    assert not ProposalRow.objects.exists()


def test_a_unit_outside_the_keepers_part_is_unknown_to_him(cast: Cast) -> None:
    _none, problems = proposals.preview([line(unit="xã Vĩnh Xương")], by=keeper(cast), at=NOW)
    assert "trong địa bàn của bạn" in problems[0].sentence


def test_names_to_sign_in_with_are_proposed_unaccented_and_unique(cast: Cast) -> None:
    proposal = taken_in(
        cast, line(2, "Đặng Thị Mỹ"), line(3, "Đoàn Thị Mỹ"), line(4, "Võ Văn Ơn", username="mydt2"), line(5, "Ý")
    )
    assert [row.username for row in proposals.rows_of(proposal)] == ["mydt", "mydt3", "mydt2", "yxx"]


def test_the_same_person_twice_is_refused_unless_told_apart(cast: Cast) -> None:
    _none, problems = proposals.preview([line(2), line(3)], by=keeper(cast), at=NOW)
    assert [problem.sentence.split(".")[0] for problem in problems] == ["Trùng với dòng 2"]
    assert taken_in(cast, line(2, username="tam.mot"), line(3, username="tam.hai")).rows.count() == 2


def test_who_sees_names_is_let_in_by_two(cast: Cast) -> None:
    proposal = taken_in(cast, line(), line(3, "Lê Thị Chín", role="cán bộ tài chính"))
    assert proposal.needs_second
    with pytest.raises(Refused, match="người thứ hai"):
        proposals.carry_out(proposal, by=keeper(cast), at=NOW)
    confirmed(cast, proposal)
    accounts = proposals.carry_out(proposal, by=keeper(cast), at=NOW)
    assert [account.username for account in accounts] == ["tamtv", "chinlt"]
    assert Posting.objects.get(account=accounts[0]).attested_until == date(2020, 9, 30)
    assert JointAct.objects.get().state == "used"


def test_who_sees_none_needs_no_second_person_but_a_keeper_does(cast: Cast) -> None:
    assert not taken_in(cast, line(role="cán bộ tài chính")).needs_second
    assert taken_in(cast, line(role="administrator")).needs_second


def test_control_without_the_rule_one_person_lets_in_an_officer(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules, "needs_second_person", lambda role: False)
    accounts = made(cast, line())
    assert not JointAct.objects.exists()
    assert viewers.of(accounts[0]).has_role(Role.COMMUNE_OFFICER)


def test_a_row_changed_after_the_second_word_is_noticed(cast: Cast) -> None:
    proposal = taken_in(cast, line(), line(3, "Lê Thị Chín"))
    confirmed(cast, proposal)
    ProposalRow.objects.filter(number=3).update(role=Role.COMMUNE_LEADER.value)
    with pytest.raises(Refused, match="khác với việc đã được xác nhận"):
        proposals.carry_out(proposal, by=keeper(cast), at=NOW)
    assert not Account.objects.filter(username="tamtv").exists()


def test_the_words_confirmed_do_not_hang_on_the_language_of_the_screen(cast: Cast) -> None:
    from django.utils import translation

    proposal = taken_in(cast, line(), line(3, "Lê Thị Chín"))
    with translation.override("en"):
        english = proposals.described(proposal)
    assert english == proposals.described(proposal)


def test_all_rows_or_none(cast: Cast) -> None:
    proposal = taken_in(cast, line(role="cán bộ tài chính"), line(3, "Lê Thị Chín", role="cán bộ văn hóa"))
    Account.objects.create(username="chinlt", display_name="Ai đó", password="!")
    with pytest.raises(Refused, match="đã có người dùng"):
        proposals.carry_out(proposal, by=keeper(cast), at=NOW)
    assert not Account.objects.filter(username="tamtv").exists()
    proposal.refresh_from_db()
    assert proposal.state == "waiting"


def test_done_once_and_by_its_maker_alone(cast: Cast) -> None:
    proposal = taken_in(cast, line(role="cán bộ tài chính"))
    with pytest.raises(NotHere):
        proposals.carry_out(proposal, by=cast.viewer(cast.leader), at=NOW)
    proposals.carry_out(proposal, by=keeper(cast), at=NOW)
    with pytest.raises(Refused, match="đã làm xong"):
        proposals.carry_out(proposal, by=keeper(cast), at=NOW)


def test_nobody_is_posted_outside_the_keepers_part(cast: Cast) -> None:
    with pytest.raises(NotHere):
        posted(cast, cast.stranger_officer, Role.FINANCE, cast.vinh_xuong)
    assert not Proposal.objects.exists()


def test_a_unit_that_has_left_the_keepers_part_since_gets_nobody(cast: Cast) -> None:
    proposal = taken_in(cast, line(role="cán bộ tài chính"))
    Place.objects.filter(pk=cast.thuong_lac.pk).update(path=paths.join(cast.tan_chau.path, cast.thuong_lac.pk))
    with pytest.raises(NotHere):
        proposals.carry_out(proposal, by=keeper(cast), at=NOW)
    assert not Account.objects.filter(username="tamtv").exists()


def test_a_role_that_does_not_fit_the_place_is_not_even_proposed(cast: Cast) -> None:
    with pytest.raises(Refused) as refused:
        posted(cast, cast.officer, Role.COMMUNE_OFFICER, cast.hong_ngu)
    assert refused.value.code == "posting-level"
    assert not Proposal.objects.exists()


def test_what_waits_is_shown_to_its_maker_while_he_keeps_accounts_there(cast: Cast) -> None:
    proposal = taken_in(cast, line())
    assert list(queries.waiting(keeper(cast))) == [proposal]
    assert not queries.waiting(cast.viewer(cast.leader)).exists()
    Posting.objects.filter(account=cast.administrator).update(place=cast.an_giang, path=cast.an_giang.path)
    assert not queries.waiting(keeper(cast)).exists()


def test_what_becomes_of_a_proposal_is_in_the_log(cast: Cast) -> None:
    done, dropped = taken_in(cast, line(role="cán bộ tài chính")), taken_in(cast, line(3, "Lê Thị Chín"))
    proposals.carry_out(done, by=keeper(cast), at=NOW)
    proposals.drop(dropped, by=keeper(cast), at=NOW)
    entries = AuditEntry.objects.filter(subject_kind="proposal").order_by("id")
    assert [(entry.code, entry.subject_id, entry.unit_path) for entry in entries] == [
        ("accounts.proposed", str(done.pk), cast.thuong_lac.path),
        ("accounts.proposed", str(dropped.pk), cast.thuong_lac.path),
        ("accounts.proposal_done", str(done.pk), cast.thuong_lac.path),
        ("accounts.proposal_dropped", str(dropped.pk), cast.thuong_lac.path),
    ]


def test_dropped_takes_the_request_back(cast: Cast) -> None:
    proposal = taken_in(cast, line())
    proposals.ask(proposal, reason=REASON, by=keeper(cast), at=NOW)
    proposals.drop(proposal, by=keeper(cast), at=NOW)
    assert JointAct.objects.get().state == "withdrawn"


def test_nobody_posts_himself(cast: Cast) -> None:
    with pytest.raises(Refused, match="tự giao"):
        posted(cast, cast.administrator, Role.FINANCE, cast.thuong_lac)


# --- links --------------------------------------------------------------------------------------------------------


def test_a_link_is_kept_as_a_digest_and_works_once(cast: Cast) -> None:
    (slip,) = invitations.invite(made(cast, line()), by=keeper(cast), at=NOW)
    assert len(slip.token) >= 32  # 24 random bytes
    row = Invitation.objects.get()
    assert slip.token.encode() not in bytes(row.digest)
    assert len(bytes(row.digest)) == 32
    account = invitations.accept(slip.token, password=PASSWORD, at=NOW)
    assert account.check_password(PASSWORD)
    with pytest.raises(NotHere):
        invitations.require_open(slip.token)
    with pytest.raises(NotHere):
        invitations.accept(slip.token, password=PASSWORD, at=NOW)


def test_a_weak_password_does_not_use_the_link_up(cast: Cast) -> None:
    (slip,) = invitations.invite(made(cast, line()), by=keeper(cast), at=NOW)
    with pytest.raises(Refused):
        invitations.accept(slip.token, password="12345678", at=NOW)
    assert invitations.require_open(slip.token).username == "tamtv"


def test_inviting_again_voids_the_old_link_and_its_password(cast: Cast) -> None:
    accounts = made(cast, line())
    (old,) = invitations.invite(accounts, by=keeper(cast), at=NOW)
    invitations.accept(old.token, password=PASSWORD, at=NOW)
    account = Account.objects.get(pk=accounts[0].pk)
    (second,) = invitations.invite([account], by=keeper(cast), at=NOW)
    (third,) = invitations.invite([Account.objects.get(pk=account.pk)], by=keeper(cast), at=NOW)
    assert not Account.objects.get(pk=account.pk).has_usable_password()
    with pytest.raises(NotHere):
        invitations.require_open(second.token)
    assert invitations.require_open(third.token) == account


def test_a_link_ends_after_seven_days(cast: Cast) -> None:
    (slip,) = invitations.invite(made(cast, line()), by=keeper(cast), at=NOW)
    Invitation.objects.update(made_at=clock.wall() - timedelta(days=8), expires_at=clock.wall() - timedelta(seconds=1))
    with pytest.raises(NotHere):
        invitations.require_open(slip.token)


def test_who_has_come_in_is_not_invited_again(cast: Cast) -> None:
    Account.objects.filter(pk=cast.officer.pk).update(last_login=NOW)
    for account in (cast.officer, cast.administrator):
        with pytest.raises(Refused, match="đã vào rồi"):
            invitations.invite([account], by=keeper(cast), at=NOW)


def test_whoever_made_a_link_is_not_confirmed_by_its_account(cast: Cast) -> None:
    account = made(cast, line(role="Chủ tịch UBND cấp xã", name="Người Mới"))[0]
    later = NOW + timedelta(hours=25)  # making and posting are forgotten by then
    invitations.invite([account], by=keeper(cast), at=later)
    act = proposals.ask(taken_in(cast, line(3, "Lê Thị Chín")), reason=REASON, by=keeper(cast), at=later)
    with pytest.raises(Refused, match="một người khác"):
        joint_acts.confirm(act, by=viewers.of(account, TODAY), at=later)


def test_each_link_is_in_the_log_without_its_token(cast: Cast) -> None:
    (slip,) = invitations.invite(made(cast, line()), by=keeper(cast), at=NOW)
    invitations.accept(slip.token, password=PASSWORD, at=NOW)
    for code in ("access.invited", "access.invitation_used"):
        entry = AuditEntry.objects.get(code=code)
        assert entry.subject_id == str(slip.account.pk)
    assert not any(slip.token in str(vars(row)) for row in AuditEntry.objects.all())


def test_the_gate_of_a_proposal(cast: Cast) -> None:
    proposal = taken_in(cast, line())
    assert policy.get_proposal_to_see(cast.viewer(cast.leader), proposal.pk) == proposal
    for account in (cast.officer, cast.stranger_officer):
        with pytest.raises(NotHere):
            policy.get_proposal_to_see(cast.viewer(account), proposal.pk)
    with pytest.raises(NotHere):
        policy.get_proposal_for(cast.viewer(cast.leader), proposal.pk)
