"""The screens of keeping accounts, walked: from Excel to the first sign-in, a leaver, a review."""

import io
from collections.abc import Callable
from datetime import date, timedelta
from unittest import mock

import openpyxl
import pytest
import xlsxwriter
from django.conf import settings
from django.test import Client
from django.urls import reverse

from hoanhap.foundation.access.models import Account, Posting
from hoanhap.foundation.accounts.models import Invitation, Proposal
from hoanhap.foundation.audit.models import AuditEntry
from hoanhap.foundation.joint_acts.models import JointAct
from hoanhap.foundation.sign_in import queries as sign_in
from hoanhap.kernel import clock
from tests import map_changes
from tests.cast import PASSWORD, TODAY, Cast

SignIn = Callable[[Account], Client]
HEAD = ["Họ tên", "Tên đăng nhập", "Vai trò", "Đơn vị", "Chức danh", "Từ ngày", "Đến ngày"]
GOOD = [
    ["Trần Văn Tám", "", "cán bộ Tổ công tác", "xã Thường Lạc", "", "", ""],
    ["Lê Thị Chín", "chin.lt", "finance", "xã Long Khánh A", "Kế toán", "16/06/2020", "31/12/2020"],
]


def workbook(rows: list[list[str]]) -> io.BytesIO:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet("Danh sách")
    for number, row in enumerate([HEAD, *rows]):
        sheet.write_row(number, 0, row)
    book.close()
    out.seek(0)
    out.name = "moi.xlsx"
    return out


def upload(client: Client, rows: list[list[str]]) -> str:
    answer = client.post(reverse("accounts-list"), {"file": workbook(rows)}, follow=True)
    return answer.content.decode()


def test_from_a_sheet_to_the_first_sign_in(cast: Cast, signed_in: SignIn) -> None:
    keeper, chair = signed_in(cast.administrator), signed_in(cast.district_leader)
    page = upload(keeper, GOOD)
    assert "tamtv" in page
    assert not Account.objects.filter(username="tamtv").exists()
    proposal = Proposal.objects.get()
    keeper.post(reverse("proposal-ask", args=[proposal.pk]), {"reason": "Cán bộ mới của hai xã từ tháng 6"})
    act = JointAct.objects.get()
    assert "chin.lt" in chair.get(reverse("proposal", args=[proposal.pk])).content.decode()
    assert reverse("proposal", args=[proposal.pk]) in chair.get(reverse("joint-act", args=[act.pk])).content.decode()
    chair.post(reverse("joint-act-confirm", args=[act.pk]))
    keeper.post(reverse("proposal-do", args=[proposal.pk]))
    answer = keeper.post(reverse("proposal-slips", args=[proposal.pk]))
    assert answer["Content-Disposition"].startswith("attachment")
    assert "no-store" in answer["Cache-Control"]
    rows = list(openpyxl.load_workbook(io.BytesIO(answer.content)).active.values)
    assert [row[1] for row in rows[1:]] == ["tamtv", "chin.lt"]
    assert Posting.objects.get(account__username="chin.lt").valid_to == date(2021, 1, 1)
    came_in(str(rows[1][3]))


def came_in(link: str) -> None:
    """A stranger with the link chooses his password and stands before his second factor, not yet signed in."""
    stranger, address = Client(), link.removeprefix("http://testserver")
    assert "Trần Văn Tám" in stranger.get(address).content.decode()
    bad = stranger.post(address, {"password": PASSWORD, "again": "khác"})
    assert "chưa giống nhau" in bad.content.decode()
    answer = stranger.post(address, {"password": PASSWORD, "again": PASSWORD})
    assert answer["Location"] == reverse("enrol")
    assert stranger.get(reverse("enrol")).status_code == 200
    assert stranger.get(reverse("people")).status_code == 302
    assert Client().get(address).status_code == 404
    assert not sign_in.has_factor(Account.objects.get(username="tamtv"))


def test_bad_lines_are_told_with_their_numbers_and_nothing_is_kept(cast: Cast, signed_in: SignIn) -> None:
    page = upload(
        signed_in(cast.administrator),
        [*GOOD, ["", "", "cán bộ Tổ công tác", "xã Thường Lạc"], ["Võ A", "", "vua", "x"]],
    )
    assert "Dòng 4: Chưa ghi họ tên" in page
    assert "Dòng 5: Không có vai trò “vua”" in page
    assert not Proposal.objects.exists()


@pytest.mark.parametrize(
    ("name", "data"), [("a.xlsx", b"%PDF-1.4"), ("a.csv", b"mot,hai\n1,2\n"), ("a.xlsm", b"PK"), ("a.xlsx", b"")]
)
def test_what_is_no_such_list_is_refused_in_words(cast: Cast, signed_in: SignIn, name: str, data: bytes) -> None:
    file = io.BytesIO(data)
    file.name = name
    answer = signed_in(cast.administrator).post(reverse("accounts-list"), {"file": file})
    assert answer.status_code == 200
    assert "govuk-error" in answer.content.decode()


def test_the_empty_form_can_be_read_back(cast: Cast, signed_in: SignIn) -> None:
    keeper = signed_in(cast.administrator)
    book = openpyxl.load_workbook(io.BytesIO(keeper.get(reverse("accounts-template")).content))
    assert [cell.value for cell in book.worksheets[0][1]] == HEAD
    file = io.BytesIO(keeper.get(reverse("accounts-template")).content)
    file.name = "moi-can-bo.xlsx"
    assert "không có dòng nào" in keeper.post(reverse("accounts-list"), {"file": file}).content.decode()


def test_one_by_one(cast: Cast, signed_in: SignIn) -> None:
    keeper = signed_in(cast.administrator)
    typed = {"display_name": "Lê Thị Chín", "role": "finance", "unit": "xã Thường Lạc", "valid_from": "16/06/2020"}
    answer = keeper.post(reverse("account-new"), typed)
    account = Account.objects.get(username="chinlt")
    assert answer["Location"] == reverse("account", args=[account.pk])
    assert keeper.post(reverse("account-invite", args=[account.pk])).status_code == 200
    assert Invitation.objects.filter(account=account).count() == 1
    second = keeper.post(reverse("account-new"), {**typed, "role": "commune_officer", "display_name": "Võ Văn Tư"})
    assert second["Location"] == reverse("proposal-ask", args=[Proposal.objects.get(state="waiting").pk])
    assert not Account.objects.filter(display_name="Võ Văn Tư").exists()


def test_a_leaver_is_out_at_his_next_request(cast: Cast, signed_in: SignIn) -> None:
    officer, keeper = signed_in(cast.officer), signed_in(cast.administrator)
    assert officer.get(reverse("people")).status_code == 200
    posting = Posting.objects.get(account=cast.officer)
    keeper.post(reverse("posting-end", args=[posting.pk]), {"on": "16/06/2020"})
    answer = officer.get(reverse("people"))
    assert answer["Location"].startswith(reverse("sign-in"))
    assert settings.SESSION_COOKIE_NAME not in officer.cookies or not officer.session.keys()


def test_control_an_ending_of_tomorrow_leaves_him_in_today(cast: Cast, signed_in: SignIn) -> None:
    officer, keeper = signed_in(cast.officer), signed_in(cast.administrator)
    keeper.post(reverse("posting-end", args=[Posting.objects.get(account=cast.officer).pk]), {"on": "17/06/2020"})
    assert officer.get(reverse("people")).status_code == 200


def test_switched_off_is_out_at_his_next_request(cast: Cast, signed_in: SignIn) -> None:
    officer, keeper = signed_in(cast.officer), signed_in(cast.administrator)
    assert officer.get(reverse("people")).status_code == 200
    keeper.post(reverse("account-off", args=[cast.officer.pk]))
    assert officer.get(reverse("people"))["Location"].startswith(reverse("sign-in"))
    page = keeper.get(reverse("account", args=[cast.officer.pk])).content.decode()
    assert "đã tắt" in page


def test_grave_acts_ask_for_the_second_factor_again(cast: Cast, signed_in: SignIn) -> None:
    keeper = signed_in(cast.administrator)
    with mock.patch("hoanhap.web.office.step_up.is_fresh", return_value=False):
        for name in ("account-on", "account-post", "account-invite"):
            answer = keeper.post(reverse(name, args=[cast.officer.pk]))
            assert answer["Location"].startswith(reverse("confirm-identity")), name
        assert keeper.get(reverse("account", args=[cast.stranger_officer.pk])).status_code == 404
        assert keeper.post(reverse("account-on", args=[cast.stranger_officer.pk])).status_code == 404


def test_no_door_to_ones_own_posting(cast: Cast, signed_in: SignIn) -> None:
    keeper = signed_in(cast.administrator)
    page = keeper.get(reverse("account", args=[cast.administrator.pk])).content.decode()
    assert reverse("account-post", args=[cast.administrator.pk]) not in page
    typed = {"role": "finance", "unit": "xã Thường Lạc", "valid_from": "16/06/2020"}
    answer = keeper.post(reverse("account-post", args=[cast.administrator.pk]), typed)
    assert "Không ai tự giao nhiệm vụ cho mình" in answer.content.decode()


def test_the_review_on_one_page(cast: Cast, signed_in: SignIn) -> None:
    chair = signed_in(cast.leader)
    day = date(2020, 9, 20)
    clock.set_start(clock.at(day, 9))
    page = chair.get(reverse("rights-review")).content.decode()
    assert "Rà soát quyền quý 3 năm 2020" in page
    assert "Trần Thị Mai" in page
    police = Posting.objects.get(account=cast.police)
    chair.post(reverse("rights-review"), {"end": [police.pk], "rest": "yes", "shown": shown(page)})
    police.refresh_from_db()
    assert police.valid_to == day
    assert Posting.objects.get(account=cast.officer).attested_until == date(2020, 12, 31)
    assert "Không có quyền nào chờ" in chair.get(reverse("rights-review")).content.decode()


def shown(page: str) -> str:
    return page.split('name="shown"')[1].split('value="')[1].split('"')[0]


def test_after_a_split_the_keeper_alone_is_led_to_a_new_posting(cast: Cast, signed_in: SignIn) -> None:
    north, south = (map_changes.new_unit(87101 + n, f"Thường {n}", parent=cast.hong_ngu) for n in range(2))
    map_changes.split(cast.thuong_lac, north, south, on=date(2020, 9, 1))
    clock.set_start(clock.at(date(2020, 9, 20), 9))
    link = reverse("account-post", args=[cast.police.pk])
    for account, offered in ((cast.administrator, True), (cast.district_leader, False)):
        page = signed_in(account).get(reverse("rights-review")).content.decode()
        assert "đơn vị đã tách" in page
        assert (link in page) is offered


def test_what_another_keeps_is_shut_by_every_press(cast: Cast, signed_in: SignIn) -> None:
    """By account, posting and proposal: the officials of another province are not the keeper's."""
    keeper, stranger = signed_in(cast.administrator), cast.stranger_officer
    posting = Posting.objects.get(account=stranger)
    doors = [(name, stranger.pk) for name in ("account-off", "account-on", "account-post", "account-invite")]
    for name, pk in [*doors, ("posting-end", posting.pk)]:
        assert keeper.post(reverse(name, args=[pk]), {"on": "16/06/2020"}).status_code == 404, name
    assert Account.objects.get(pk=stranger.pk).is_active


def test_without_a_word_nothing_is_kept_or_ended(cast: Cast, signed_in: SignIn) -> None:
    chair = signed_in(cast.leader)
    clock.set_start(clock.at(date(2020, 9, 20), 9))
    page = chair.get(reverse("rights-review")).content.decode()
    chair.post(reverse("rights-review"), {"shown": shown(page)})
    assert Posting.objects.get(account=cast.officer).attested_until == date(2020, 9, 30)


def test_who_lapsed_sees_no_names(cast: Cast, signed_in: SignIn) -> None:
    officer = signed_in(cast.officer)
    Posting.objects.filter(account=cast.officer).update(attested_until=TODAY - timedelta(days=16))
    assert officer.get(reverse("people")).status_code == 404


def test_the_list_and_its_search(cast: Cast, signed_in: SignIn) -> None:
    keeper = signed_in(cast.administrator)
    page = keeper.get(reverse("accounts"), {"q": "tran thi mai"}).content.decode()
    assert "Trần Thị Mai" in page
    assert "Lê Văn Thành" not in page
    assert "Hồ Ngọc Lan" not in keeper.get(reverse("accounts")).content.decode()
    assert signed_in(cast.leader).get(reverse("accounts")).status_code == 404


def test_a_look_at_an_account_is_logged(cast: Cast, signed_in: SignIn) -> None:
    signed_in(cast.administrator).get(reverse("account", args=[cast.officer.pk]))
    assert AuditEntry.objects.filter(code="accounts.viewed", subject_id=str(cast.officer.pk)).count() == 1
