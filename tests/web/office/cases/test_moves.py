"""Moving a file along the law of the day of the act, undoing what was recorded wrongly; lost updates show both."""

import uuid
from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from hoanhap.foundation.access.models import Account
from hoanhap.people.cases import actions
from hoanhap.people.cases.actions import Opening
from hoanhap.people.cases.models import Case, Correction, Standing
from hoanhap.people.cases.rules import Step
from tests import cast as stage
from tests import people
from tests.cast import NOW, Cast

Enter = Callable[[Account], Client]
DECIDED = {"number": "20/QĐ-UBND", "decided_on": "15/06/2020", "signer": "Lê Văn Thành"}


@pytest.fixture
def registered(cast: Cast) -> Case:
    opening = Opening(
        person=people.register_person(cast, "Trần Văn Út", birth="1990"),
        steps=(Step(state="registered", on=date(2020, 6, 10)),),
    )
    return actions.open_case(opening=opening, unit=cast.thuong_lac, by=cast.viewer(cast.officer).actor, at=NOW)


def address(case: Case) -> str:
    return f"/cases/{case.pk}/move/"


def typed(case: Case, verb: str, **changes: str) -> dict[str, str]:
    return {"verb": verb, "on": "15/06/2020", "version": str(case.version), **changes}


def test_it_lists_the_moves_of_the_law_with_article_and_decider(cast: Cast, signed_in: Enter, registered: Case) -> None:
    page = signed_in(cast.officer).get(address(registered)).content.decode()
    for words in (
        "Bắt đầu cai nghiện tại gia đình",
        "Người quyết định: Chủ tịch Ủy ban nhân dân cấp xã",
        "Thời hạn: 6 đến 12 tháng",
        "NĐ 94/2010/NĐ-CP",
        "Kết thúc do đã chết",
    ):
        assert words in page
    assert "transfer" not in page


def test_the_law_of_another_day_has_other_moves(cast: Cast, signed_in: Enter, registered: Case) -> None:
    from hoanhap.kernel import clock

    clock.set_start(clock.at(date(2026, 7, 1), 9))
    stage.attest_until(date(2026, 12, 31))
    page = signed_in(cast.officer).get(address(registered), {"on": "01/07/2026"}).content.decode()
    assert "Luật ngày 01/07/2026 không cho làm gì" in page
    assert "Áp dụng cai nghiện bắt buộc tại cộng đồng" not in page


def test_a_move_with_its_decision(cast: Cast, signed_in: Enter, registered: Case) -> None:
    client = signed_in(cast.officer)
    data = typed(registered, "start_home", **DECIDED, term_from="15/06/2020", term_to="14/12/2020")
    assert client.post(address(registered), data).headers["Location"] == f"/cases/{registered.pk}/"
    registered.refresh_from_db()
    assert (registered.state, registered.term_to) == ("rehab_voluntary_home", date(2020, 12, 15))
    current = Standing.objects.get(to_on=None)
    assert (current.signer_title, current.from_on) == ("Chủ tịch Ủy ban nhân dân cấp xã", date(2020, 6, 15))
    assert "Đã ghi: Bắt đầu cai nghiện tại gia đình." in client.get(f"/cases/{registered.pk}/").content.decode()


def test_doubts_of_the_law_are_shown_and_do_not_block(cast: Cast, signed_in: Enter, registered: Case) -> None:
    client = signed_in(cast.officer)
    answer = client.post(address(registered), typed(registered, "withdraw"), follow=True)
    assert "suy luận" in answer.content.decode()
    registered.refresh_from_db()
    assert registered.state == "addicted"


def test_an_end_closes_the_file_and_it_can_be_reopened(cast: Cast, signed_in: Enter, registered: Case) -> None:
    client = signed_in(cast.leader)
    assert client.post(address(registered), typed(registered, "close_moved")).status_code == 302
    registered.refresh_from_db()
    assert registered.closed_on == date(2020, 6, 15)
    page = client.get(f"/cases/{registered.pk}/").content.decode()
    assert "Ghi lần gặp" not in page
    assert "Mở lại hồ sơ" in client.get(address(registered)).content.decode()


@pytest.mark.parametrize(
    ("verb", "changes", "words"),
    [
        ("complete", {}, ""),
        ("", {}, "Chọn một bước."),
        ("transfer", {}, ""),
        ("start_home", {**DECIDED, "term_from": "15/06/2020", "term_to": "14/12/2022"}, "dài hơn mức tối đa"),
        ("start_home", {"number": "20/QĐ-UBND"}, "đủ số và ngày"),
        ("start_home", {**DECIDED, "decided_on": "01/07/2020"}, "tương lai"),
        ("start_home", {"on": "01/06/2020"}, "không thể sớm hơn"),
        ("start_home", {"on": "17/06/2020"}, "ngày sắp tới"),
        ("start_home", {"on": "x"}, ""),
        ("start_home", {"version": ""}, ""),
        ("start_home", {"version": "x"}, ""),
        ("start_home", {"times": "-1"}, ""),
    ],
)
def test_what_may_not_be_is_answered_and_changes_nothing(
    cast: Cast, signed_in: Enter, registered: Case, verb: str, changes: dict[str, str], words: str
) -> None:
    answer = signed_in(cast.officer).post(address(registered), typed(registered, verb, **changes))
    assert answer.status_code == 200
    page = answer.content.decode()
    assert "govuk-error-summary" in page
    assert words in page
    registered.refresh_from_db()
    assert (registered.state, registered.version) == ("registered", 1)


def test_a_refused_term_names_the_article(cast: Cast, signed_in: Enter, registered: Case) -> None:
    data = typed(registered, "start_home", **DECIDED, term_from="15/06/2020", term_to="14/12/2022")
    page = signed_in(cast.officer).post(address(registered), data).content.decode()
    summary = page[
        page.index("govuk-error-summary__list") : page.index("</ul>", page.index("govuk-error-summary__list"))
    ]
    assert "dài hơn mức tối đa 12 tháng" in summary
    assert "Căn cứ: " in summary


def test_of_two_officers_the_second_sees_both(cast: Cast, signed_in: Enter, registered: Case) -> None:
    signed_in(cast.leader).post(address(registered), typed(registered, "withdraw", on="12/06/2020"))
    page = signed_in(cast.officer).post(address(registered), typed(registered, "close_moved")).content.decode()
    assert "vừa được người khác cập nhật" in page
    assert "Đã xác định tình trạng nghiện, chưa đăng ký, từ ngày 12/06/2020" in page
    assert "Kết thúc: chuyển nơi cư trú" in page
    assert 'name="version" value="2"' in page
    registered.refresh_from_db()
    assert registered.state == "addicted"


def test_undo_strikes_out_the_last_step(cast: Cast, signed_in: Enter, registered: Case) -> None:
    client, door = signed_in(cast.officer), f"/cases/{registered.pk}/undo/"
    assert "bước mở hồ sơ" in client.post(door, {"reason": "x", "version": "1"}).content.decode().lower()
    client.post(address(registered), typed(registered, "withdraw"))
    assert client.get(door).status_code == 200
    assert client.post(door, {"reason": "", "version": "2"}).status_code == 200
    assert "người khác" in client.post(door, {"reason": "nhầm", "version": "1"}).content.decode()
    assert not Correction.objects.exists()
    assert client.post(door, {"reason": "nhầm", "version": "2"}).status_code == 302
    registered.refresh_from_db()
    assert registered.state == "registered"
    assert "Ghi nhầm:" in client.get(f"/cases/{registered.pk}/").content.decode()


@pytest.mark.parametrize(
    "who", ["police", "helper", "neighbour_officer", "stranger_officer", "district_merger", "administrator"]
)
def test_nobody_else_has_these_doors(cast: Cast, signed_in: Enter, registered: Case, who: str) -> None:
    people.assign_helper(cast, registered, account=cast.helper, on=date(2020, 6, 12))
    client = signed_in(getattr(cast, who))
    for door, data in (
        (address(registered), typed(registered, "withdraw")),
        (f"/cases/{registered.pk}/undo/", {"reason": "x", "version": "1"}),
    ):
        assert client.get(door).status_code == 404
        assert client.post(door, data).status_code == 404
    registered.refresh_from_db()
    assert registered.version == 1


@pytest.mark.parametrize("bad", ["/cases/x/move/", f"/cases/{uuid.uuid4()}/move/", f"/cases/{uuid.uuid4()}/undo/"])
def test_a_bad_id_is_not_here(cast: Cast, signed_in: Enter, bad: str) -> None:
    assert signed_in(cast.officer).get(bad).status_code == 404


@pytest.mark.parametrize("day", ["", "x", "31/02/2020", "01/01/1905", "01/01/2099", "01/06/2015"])
def test_any_day_asked_is_answered(cast: Cast, signed_in: Enter, registered: Case, day: str) -> None:
    assert signed_in(cast.officer).get(address(registered), {"on": day}).status_code == 200


def test_wrong_method(cast: Cast, signed_in: Enter, registered: Case) -> None:
    assert signed_in(cast.officer).put(address(registered)).status_code == 405
    assert signed_in(cast.officer).put(f"/cases/{registered.pk}/undo/").status_code == 405


def test_a_file_is_not_opened_again_beside_another_and_the_page_says_which(
    cast: Cast, signed_in: Enter, registered: Case
) -> None:
    client, by = signed_in(cast.officer), cast.viewer(cast.officer).actor
    facts = {"signer_title": "x", "by": by, "at": NOW, "version": registered.version}
    ended = actions.close(case=registered, verb="close_moved", on=date(2020, 6, 12), **facts).case
    opening = Opening(person=registered.person, steps=(Step(state="identified", on=date(2020, 6, 13)),))
    second = actions.open_case(opening=opening, unit=cast.thuong_lac, by=by, at=NOW)
    answer = client.post(address(ended), typed(ended, "reopen", signer_title="Trưởng Công an xã"))
    page = answer.content.decode()
    assert answer.status_code == 200
    assert f"Người này đã có hồ sơ khác đang mở ({second.code})." in page
    assert "Ghi tiếp vào hồ sơ đang mở, hoặc kết thúc hồ sơ đó trước." in page
    assert 'value="Trưởng Công an xã"' in page
    assert Case.objects.get(pk=ended.pk).closed_on == date(2020, 6, 12)
