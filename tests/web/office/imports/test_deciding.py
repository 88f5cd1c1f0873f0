"""From the preview to the result: numbers, chosen rows over several pages, two tabs, taking it back."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import OperationalError
from django.test import Client

from hoanhap.exchange.models import BatchState, ImportRow, RowOutcome
from hoanhap.exchange.people_list import actions
from hoanhap.foundation.access.models import Account
from hoanhap.foundation.audit.models import AuditEntry
from hoanhap.people.cases.models import Case
from hoanhap.people.persons.models import Person
from hoanhap.web.office.imports import choice, presenting
from tests.cast import Cast
from tests.web.office.imports import lists

Enter = Callable[[Account], Client]


def test_the_preview_shows_numbers_problems_columns_and_people(cast: Cast, signed_in: Enter) -> None:
    client = signed_in(cast.officer)
    batch = lists.upload(client)
    page = client.get(f"/imports/{batch.pk}/preview/").content.decode()
    assert "1 dòng không nhận được" in page
    assert "Dòng 6:" in page
    assert "Nguyễn Văn An" in page
    assert "Đã nhận ra 5 cột: STT, Họ và tên, Ngày/năm sinh" in page
    assert page.count("checked") == 3
    problems = client.get(f"/imports/{batch.pk}/preview/?show=problems").content.decode()
    assert "Các dòng không nhận được" in problems
    assert "Nguyễn Văn An" not in problems


def test_each_look_at_the_names_is_logged(cast: Cast, signed_in: Enter) -> None:
    client = signed_in(cast.officer)
    batch = lists.upload(client)
    before = AuditEntry.objects.filter(code="import.previewed").count()
    client.get(f"/imports/{batch.pk}/preview/")
    assert AuditEntry.objects.filter(code="import.previewed", subject_id=str(batch.pk)).count() == before + 1


def test_all_ticked_rows_come_in(cast: Cast, signed_in: Enter) -> None:
    client = signed_in(cast.officer)
    batch = lists.upload(client)
    answer = client.post(f"/imports/{batch.pk}/apply/", {"take": "ticked", "row": ["3", "4", "5"]})
    assert answer.headers["Location"] == f"/imports/{batch.pk}/"
    assert (Person.objects.count(), Case.objects.count()) == (3, 3)
    page = client.get(f"/imports/{batch.pk}/").content.decode()
    assert "Đã nhập 3 người." in page
    assert "Hoàn tác" in page
    assert client.get(f"/imports/{batch.pk}/preview/").headers["Location"] == f"/imports/{batch.pk}/"
    assert not ImportRow.objects.exclude(payload=None).exists()


def test_unticked_rows_stay_out(cast: Cast, signed_in: Enter) -> None:
    client = signed_in(cast.officer)
    batch = lists.upload(client)
    client.post(f"/imports/{batch.pk}/apply/", {"take": "ticked", "row": ["4"]})
    assert Person.objects.count() == 1
    outcomes = dict(ImportRow.objects.values_list("row_no", "outcome"))
    assert outcomes == {3: "skipped", 4: "new", 5: "skipped", 6: "refused"}
    page = client.get(f"/imports/{batch.pk}/?show=skipped").content.decode()
    assert page.count("Bạn không chọn dòng này.") == 2


def test_nothing_ticked_asks_again(cast: Cast, signed_in: Enter) -> None:
    client = signed_in(cast.officer)
    batch = lists.upload(client)
    answer = client.post(f"/imports/{batch.pk}/apply/", {"take": "ticked"}, follow=True)
    assert "Chưa đánh dấu dòng nào." in answer.content.decode()
    batch.refresh_from_db()
    assert batch.state == BatchState.PREVIEWED
    assert not Person.objects.exists()


def test_ticks_are_kept_from_page_to_page(cast: Cast, signed_in: Enter) -> None:
    client = signed_in(cast.officer)
    batch = lists.upload(client, lists.sheet(lists.many(120)))
    first = [str(number) for number in range(3, 53) if number != 7]
    answer = client.post(f"/imports/{batch.pk}/choose/", {"page": "1", "go": "2", "row": first})
    assert answer.headers["Location"] == f"/imports/{batch.pk}/preview/?page=2#people"
    page = client.get(f"/imports/{batch.pk}/preview/?page=2").content.decode()
    assert "Đang bỏ 1 dòng, chọn 119 dòng." in page
    assert page.count("checked") == 50
    assert client.get(f"/imports/{batch.pk}/preview/?page=1").content.decode().count("checked") == 49
    second = [str(number) for number in range(53, 103) if number != 60]
    client.post(f"/imports/{batch.pk}/apply/", {"take": "ticked", "page": "2", "row": second})
    assert Person.objects.count() == 118
    skipped = ImportRow.objects.filter(outcome=RowOutcome.SKIPPED).order_by("row_no")
    assert list(skipped.values_list("row_no", flat=True)) == [7, 60]


def test_all_may_be_taken_whatever_is_unticked(cast: Cast, signed_in: Enter) -> None:
    client = signed_in(cast.officer)
    batch = lists.upload(client)
    client.post(f"/imports/{batch.pk}/choose/", {"page": "1", "row": ["3"]})
    client.post(f"/imports/{batch.pk}/apply/", {"take": "all"})
    assert Person.objects.count() == 3


@pytest.mark.parametrize("typed", [{"row": "99"}, {"row": "x"}, {"page": "x"}, {"go": "-1"}])
def test_ticks_nobody_offered_are_refused(cast: Cast, signed_in: Enter, typed: dict[str, str]) -> None:
    client = signed_in(cast.officer)
    batch = lists.upload(client)
    assert client.post(f"/imports/{batch.pk}/choose/", typed).status_code == 422
    assert client.post(f"/imports/{batch.pk}/apply/", {"take": "ticked"} | typed).status_code == 422
    assert not Person.objects.exists()


def test_a_second_press_and_a_second_tab_change_nothing(cast: Cast, signed_in: Enter) -> None:
    client = signed_in(cast.officer)
    batch = lists.upload(client)
    for _press in range(2):
        answer = client.post(f"/imports/{batch.pk}/apply/", {"take": "ticked", "row": ["3", "4"]}, follow=True)
        assert answer.status_code == 200
    page = answer.content.decode()
    assert "Danh sách này đã được nhập." in page
    assert "Mở lại trang" not in page
    assert "người đã tạo hồ sơ" in page
    assert Person.objects.count() == 2
    late = client.post(f"/imports/{batch.pk}/choose/", {"row": ["3"]}, follow=True)
    assert "Kết quả nhập danh sách" in late.content.decode()


def test_broken_off_half_way_the_list_waits_as_before(
    cast: Cast, signed_in: Enter, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = signed_in(cast.officer)
    batch = lists.upload(client, lists.sheet(lists.many(120)))
    open_cases = actions._open_cases
    written: list[int] = []

    def broken(*args: Any) -> Any:
        """The first part is written whole, then the server's process is told to end."""
        if written:
            written.append(Person.objects.count())
            raise SystemExit
        written.append(Person.objects.count())
        return open_cases(*args)

    with monkeypatch.context() as patch:
        patch.setattr(actions, "_CHUNK", 50)
        patch.setattr(actions, "_open_cases", broken)
        with pytest.raises(SystemExit):
            client.post(f"/imports/{batch.pk}/apply/", {"take": "all"})
    assert written == [50, 100]
    assert (Person.objects.count(), Case.objects.count()) == (0, 0)
    batch.refresh_from_db()
    assert batch.state == BatchState.PREVIEWED
    assert ImportRow.objects.exclude(payload=None).count() == 120
    client.post(f"/imports/{batch.pk}/apply/", {"take": "all"})
    assert Person.objects.count() == 120


def test_a_long_list_asks_for_patience_beside_the_button(
    cast: Cast, signed_in: Enter, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = signed_in(cast.officer)
    assert "Bấm một lần rồi chờ." in client.get("/imports/new/").content.decode()
    address = f"/imports/{lists.upload(client).pk}/preview/"
    assert "chờ trang kết quả" not in client.get(address).content.decode()
    monkeypatch.setattr(presenting, "SOON_WRITTEN", 2)
    assert "chờ trang kết quả" in client.get(address).content.decode()


def test_behind_a_long_write_the_answer_is_kind(cast: Cast, signed_in: Enter, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(words: str) -> None:
        def apply(*_args: object, **_kwargs: object) -> None:
            raise OperationalError(words)

        monkeypatch.setattr(actions, "apply", apply)

    client = signed_in(cast.officer)
    batch = lists.upload(client)
    fails("database is locked")
    answer = client.post(f"/imports/{batch.pk}/apply/", {"take": "all"})
    assert answer.status_code == 422
    assert "Hệ thống đang ghi một danh sách dài" in answer.content.decode()
    fails("disk I/O error")  # a fault is not called busy
    with pytest.raises(OperationalError):
        client.post(f"/imports/{batch.pk}/apply/", {"take": "all"})


def test_a_preview_nobody_wants_is_thrown_away(cast: Cast, signed_in: Enter) -> None:
    client = signed_in(cast.officer)
    batch = lists.upload(client)
    door = f"/imports/{batch.pk}/discard/"
    preview = client.get(f"/imports/{batch.pk}/preview/").content.decode()
    assert f'action="{door}"' in preview
    assert "Để quá 7 ngày thì tự xóa." in preview
    page = client.post(door, follow=True).content.decode()
    assert "Đã bỏ bản xem trước." in page
    assert ">Đã bỏ</span>" in page
    assert (Person.objects.count(), ImportRow.objects.count()) == (0, 0)
    shown = client.get(f"/imports/{batch.pk}/preview/", follow=True).content.decode()
    assert "nội dung của danh sách đã được xóa" in shown
    for late in (door, f"/imports/{batch.pk}/apply/"):
        again = client.post(late, {"take": "all"}, follow=True).content.decode()
        assert "Bản xem trước này đã được bỏ." in again
    assert not Person.objects.exists()


def test_a_list_with_nobody_new_can_be_thrown_away_too(cast: Cast, signed_in: Enter) -> None:
    client = signed_in(cast.officer)
    batch = lists.upload(client, lists.sheet([lists.BAD]))
    assert f"/imports/{batch.pk}/discard/" in client.get(f"/imports/{batch.pk}/preview/").content.decode()


def test_what_was_taken_cannot_be_thrown_away(cast: Cast, signed_in: Enter) -> None:
    client = signed_in(cast.officer)
    batch = lists.upload(client)
    client.post(f"/imports/{batch.pk}/apply/", {"take": "all"})
    page = client.post(f"/imports/{batch.pk}/discard/", follow=True).content.decode()
    assert "Danh sách này đã được nhập." in page
    assert (Person.objects.count(), ImportRow.objects.count()) == (3, 4)


def test_the_same_list_again_creates_nobody(cast: Cast, signed_in: Enter) -> None:
    client = signed_in(cast.officer)
    client.post(f"/imports/{lists.upload(client).pk}/apply/", {"take": "all"})
    again = lists.upload(client)
    assert (again.new_count, again.matched_count) == (0, 3)
    page = client.get(f"/imports/{again.pk}/preview/").content.decode()
    assert "Không có người mới để nhập" in page
    known = client.get(f"/imports/{again.pk}/preview/?show=known").content.decode()
    assert known.count("giữ nguyên hồ sơ, không ghi đè") == 3


def test_taking_it_back_asks_first_and_happens_once(cast: Cast, signed_in: Enter) -> None:
    client = signed_in(cast.officer)
    batch = lists.upload(client)
    client.post(f"/imports/{batch.pk}/apply/", {"take": "all"})
    asked = client.get(f"/imports/{batch.pk}/undo/").content.decode()
    assert "sẽ được gỡ khỏi danh sách" in asked
    assert Person.objects.count() == 3
    page = client.post(f"/imports/{batch.pk}/undo/", follow=True).content.decode()
    assert "Đã hoàn tác: 3 hồ sơ" in page
    assert "/undo/" not in page
    assert (Person.objects.count(), Case.objects.count()) == (0, 0)
    assert client.post(f"/imports/{batch.pk}/undo/").headers["Location"] == f"/imports/{batch.pk}/"
    assert client.get(f"/imports/{batch.pk}/undo/").status_code == 302


def test_taking_back_what_somebody_worked_on_is_refused_kindly(cast: Cast, signed_in: Enter) -> None:
    client = signed_in(cast.officer)
    batch = lists.upload(client)
    client.post(f"/imports/{batch.pk}/apply/", {"take": "all"})
    row = ImportRow.objects.get(row_no=4)
    Person.objects.filter(pk=row.person_id).update(version=2)
    page = client.post(f"/imports/{batch.pk}/undo/", follow=True).content.decode()
    assert "Không hoàn tác được" in page
    assert "dòng 4" in page
    assert Person.objects.count() == 3
    batch.refresh_from_db()
    assert batch.state == BatchState.APPLIED


def test_former_imports_stand_in_a_list_with_their_state(cast: Cast, signed_in: Enter) -> None:
    client = signed_in(cast.officer)
    assert "Chưa nhập danh sách nào" in client.get("/imports/").content.decode()
    batch = lists.upload(client, name="xã <b>.xlsx")
    page = client.get("/imports/").content.decode()
    assert f"/imports/{batch.pk}/preview/" in page
    assert "xã &lt;b&gt;.xlsx" in page
    client.post(f"/imports/{batch.pk}/apply/", {"take": "all"})
    assert f'href="/imports/{batch.pk}/"' in client.get("/imports/").content.decode()


def test_a_name_that_is_markup_stays_a_name(cast: Cast, signed_in: Enter) -> None:
    client = signed_in(cast.officer)
    batch = lists.upload(client, lists.sheet([[1, "Nguyễn Văn An", 1990, "<script>alert(1)</script>", "nghiện"]]))
    page = client.get(f"/imports/{batch.pk}/preview/").content.decode()
    assert "<script>alert" not in page


def test_neighbours_find_nothing_and_change_nothing(cast: Cast, signed_in: Enter) -> None:
    batch = lists.upload(signed_in(cast.officer))
    for account in (cast.neighbour_officer, cast.stranger_officer, cast.leader, cast.police, cast.district_merger):
        client = signed_in(account)
        for part in ("", "preview/", "undo/"):
            assert client.get(f"/imports/{batch.pk}/{part}").status_code == 404
        for part in ("choose/", "apply/", "discard/", "undo/"):
            assert client.post(f"/imports/{batch.pk}/{part}", {"take": "all"}).status_code == 404
    assert str(batch.pk) not in signed_in(cast.neighbour_officer).get("/imports/").content.decode()
    assert not Person.objects.exists()


def test_row_numbers_are_kept_short() -> None:
    assert choice.as_text({9, 2, 4, 3}) == "2-4,9"
    assert list(choice._numbers("2-4,9")) == [2, 3, 4, 9]
    assert choice.as_text(()) == ""
