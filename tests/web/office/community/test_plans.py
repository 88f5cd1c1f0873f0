"""The board of a plan on screen: planned, given out, done; late and unassigned in words; every refusal kind."""

import io
import uuid
from datetime import date
from html import unescape

import pytest
from django.test import Client
from docx import Document

from hoanhap.foundation.audit.models import AuditEntry
from hoanhap.people.community import actions as teams
from hoanhap.people.community.models import TaskForceKind
from hoanhap.people.community.plans.models import WorkPlan, WorkTask
from tests.cast import TODAY, Cast
from tests.domain.community import works
from tests.domain.community.works import HAND
from tests.people import register_person
from tests.web.office.community.test_around import Enter, sent, text

PLAN = {"span": "month", "starts_on": "16/06/2020", "aim": "Không ai bị bỏ quên trong tháng."}
TASK = {"what": "Thăm các gia đình ấp 1", "kind": "visit", "due_on": "20/06/2020"}


def plain(page: str) -> str:
    return " ".join(unescape(page).split())


def shown(client: Client, address: str) -> str:
    return plain(text(client, address))


def parts(page: str) -> dict[str, str]:
    """The columns of a board by their heading."""
    columns = {}
    for piece in page.split('<section class="hn-board__column"')[1:]:
        heading = piece.split('class="govuk-heading-s">')[1]
        columns[heading.split(" <span")[0].strip()] = piece.split("</section>")[0]
    return columns


@pytest.mark.requirement("S3-33")
def test_a_plan_from_its_first_day_to_a_board_with_work_given_out(cast: Cast, signed_in: Enter) -> None:
    """The whole row: the team plans its month, its members are assigned, and everybody reads the board."""
    force = works.force(cast.thuong_lac)
    mai, binh = works.member(force), works.member(force, "Lý Bình")
    client, page = signed_in(cast.officer), f"/task-forces/{force.pk}/"
    assert "Xem, lập kế hoạch công tác của Tổ" in shown(client, page)
    assert "Tổ chưa có kế hoạch công tác" in shown(client, f"{page}plans/")
    form = text(client, f"{page}plans/new/")
    assert 'value="01/06/2020"' in form
    assert "Không ghi tên người được giúp đỡ; việc với từng người ghi trong sổ theo dõi của người đó." in form
    board = sent(client, f"{page}plans/new/", **PLAN)
    assert board == f"/task-forces/plans/{WorkPlan.objects.get().pk}/"
    add = f"{board}tasks/add/"
    assert "Lý Bình (Thành viên)" in text(client, add)
    assert sent(client, add, **TASK, member=str(mai.pk), hamlet=str(cast.ap_1.pk)) == board
    sent(client, add, **TASK | {"what": "Phát tờ rơi", "kind": "spread", "due_on": "15/06/2020"})
    columns = parts(shown(client, board))
    assert list(columns) == ["Chưa làm", "Đang làm", "Xong", "Thôi không làm"]
    assert "Thăm các gia đình ấp 1" in columns["Chưa làm"]
    assert "trễ 1 ngày" in columns["Chưa làm"]
    assert "chưa giao" in columns["Chưa làm"]
    assert "1 việc quá hạn" in shown(client, board)
    assert "1 việc chưa giao cho ai" in shown(client, board)
    leaflets = f"/task-forces/tasks/{WorkTask.objects.get(kind='spread').pk}/"
    assert sent(client, f"{leaflets}begin/", version=1) == board
    assert "đang có 1 việc" in shown(client, f"{leaflets}assign/"), "what each carries already"
    sent(client, f"{leaflets}assign/", member=str(binh.pk), version=2)
    columns = parts(shown(client, board))
    assert "Lý Bình" in columns["Đang làm"]
    sent(client, f"{leaflets}done/", result="Đã phát 200 tờ.", on="16/06/2020", version=3)
    visit = f"/task-forces/tasks/{WorkTask.objects.get(kind='visit').pk}/"
    sent(client, f"{visit}drop/", reason="Trời lụt.", version=1)
    columns = parts(shown(client, board))
    assert "Xong ngày 16/06/2020: Đã phát 200 tờ." in columns["Xong"]
    assert "Trời lụt." in columns["Thôi không làm"]
    assert "Cần xem lại" not in shown(client, board)
    sent(client, f"{visit}reopen/", version=2)
    sent(client, f"{visit}change/", **TASK | {"what": "Thăm ấp 2", "due_on": "25/06/2020"}, version=3)
    assert "Thăm ấp 2" in parts(shown(client, board))["Chưa làm"]
    assert "Bảng việc tháng 6/2020 </a>: 2 việc, 1 việc xong" in shown(client, page)
    assert "tháng 6/2020" in shown(client, f"{page}plans/")
    reads = shown(signed_in(cast.police), board)
    assert "Đã phát 200 tờ." in reads
    assert "/done/" not in reads
    assert "Thêm việc" not in reads


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"span": "decade"}, "id_span"),
        ({"starts_on": "31/02/2020"}, "không phải là ngày"),
        ({"starts_on": "01/06/9999"}, "không phải là ngày"),
        ({"span": "own"}, "Ghi ngày cuối của kế hoạch"),
        ({"span": "own", "until": "01/01/2030"}, "Một kế hoạch dài nhất một năm."),
        ({"aim": " "}, "Điền mục “Mục đích, yêu cầu”."),
        ({"document_number": "5/KH"}, "Văn bản cần đủ số và ngày."),
        ({"starts_on": "01/07/1999"}, "Tổ không hoạt động trong thời gian này."),
        ({"client_key": "x"}, "id_client_key"),
    ],
)
def test_what_is_wrong_in_a_plan_is_said_and_what_was_typed_stays(
    cast: Cast, signed_in: Enter, typed: dict[str, str], sentence: str
) -> None:
    force = works.force(cast.thuong_lac)
    answer = signed_in(cast.officer).post(f"/task-forces/{force.pk}/plans/new/", PLAN | typed)
    assert answer.status_code == 200
    page = plain(answer.content.decode())
    assert sentence in page
    assert "Cần xem lại" in page
    assert not WorkPlan.objects.exists()


def test_two_plans_of_one_month_are_refused_with_a_way_out(cast: Cast, signed_in: Enter) -> None:
    force = works.force(cast.thuong_lac)
    client, key = signed_in(cast.officer), str(uuid.uuid4())
    address = f"/task-forces/{force.pk}/plans/new/"
    assert sent(client, address, **PLAN, client_key=key) == sent(client, address, **PLAN, client_key=key)
    page = plain(client.post(address, PLAN).content.decode())
    assert "Tổ đã có kế hoạch tháng 6/2020, trùng với thời gian này. Thêm việc vào kế hoạch ấy" in page
    assert WorkPlan.objects.count() == 1


def test_a_plan_is_mended_on_its_own_page(cast: Cast, signed_in: Enter) -> None:
    plan = works.plan(works.force(cast.thuong_lac))
    client, page = signed_in(cast.officer), f"/task-forces/plans/{plan.pk}/"
    form = text(client, f"{page}change/")
    assert works.AIM in form
    typed = PLAN | {"span": "own", "starts_on": "10/06/2020", "until": "10/07/2020", "aim": "Thêm mười ngày."}
    assert sent(client, f"{page}change/", **typed, version=1) == page
    assert "Kế hoạch công tác từ 10/06/2020 đến 10/07/2020" in shown(client, page)
    assert 'value="10/07/2020"' in text(client, f"{page}change/")
    for version in ("1", "", "x"):
        answer = client.post(f"{page}change/", typed | {"version": version})
        assert answer.status_code == 200
        assert "Cần xem lại" in answer.content.decode()
    assert WorkPlan.objects.get().version == 2


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"what": " "}, "Điền mục “Việc cần làm”."),
        ({"kind": "spy"}, "id_kind"),
        ({"due_on": "01/07/2020"}, "Hạn phải nằm trong thời gian của kế hoạch: 01/06/2020 – 30/06/2020."),
        ({"member": str(uuid.uuid4())}, "id_member"),
        ({"hamlet": "1"}, "id_hamlet"),
        ({"what": "x" * 301}, "id_what"),
    ],
)
def test_what_is_wrong_in_a_task_stands_beside_its_field(
    cast: Cast, signed_in: Enter, typed: dict[str, str], sentence: str
) -> None:
    plan = works.plan(works.force(cast.thuong_lac))
    answer = signed_in(cast.officer).post(f"/task-forces/plans/{plan.pk}/tasks/add/", TASK | typed)
    assert answer.status_code == 200
    assert sentence in plain(answer.content.decode())
    assert not WorkTask.objects.exists()


def test_who_left_meanwhile_is_given_nothing(cast: Cast, signed_in: Enter) -> None:
    """He is offered no more, and what he was given waits in words for somebody else."""
    force = works.force(cast.thuong_lac)
    mai = works.member(force)
    plan = works.plan(force)
    task = works.task(plan, member=mai)
    teams.end_member(mai, on=TODAY, **HAND)
    client = signed_in(cast.officer)
    board = shown(client, f"/task-forces/plans/{plan.pk}/")
    assert "người được giao đã thôi, cần giao lại" in board
    assert "1 việc có người được giao đã thôi, cần giao lại" in board
    assert "không có việc nào" not in board
    page = f"/task-forces/tasks/{task.pk}/assign/"
    assert mai.name not in text(client, page)
    assert client.post(page, {"member": str(mai.pk), "version": 1}).status_code == 200
    assert WorkTask.objects.get().version == 1
    sent(client, page, member="", version=1)
    assert "chưa giao" in shown(client, f"/task-forces/plans/{plan.pk}/")


def test_a_stale_press_is_told_and_writes_nothing(cast: Cast, signed_in: Enter) -> None:
    plan = works.plan(works.force(cast.thuong_lac))
    task = works.dropped(works.task(plan))
    client, page = signed_in(cast.officer), f"/task-forces/tasks/{task.pk}/"
    for verb, typed in (
        ("begin", {"version": "1"}),
        ("begin", {"version": "x"}),
        ("begin", {}),
        ("reopen", {"version": "1"}),
        ("begin", {"version": "2"}),
    ):
        board = sent(client, f"{page}{verb}/", **typed)
        said = shown(client, board)
        assert "Người khác vừa ghi thay đổi ở đây." in said or "Việc này đang ở “Thôi không làm”" in said
    for verb, more in (("done", {"result": "Đã thăm.", "on": "16/06/2020"}), ("drop", {"reason": "Khác."})):
        for version in ("1", "2", "x", "9" * 30):
            assert client.post(f"{page}{verb}/", more | {"version": version}).status_code == 200
    assert (WorkTask.objects.get().state, WorkTask.objects.get().version) == ("dropped", 2)


def test_a_result_wants_its_day_and_words(cast: Cast, signed_in: Enter) -> None:
    task = works.task(works.plan(works.force(cast.thuong_lac)))
    client, page = signed_in(cast.officer), f"/task-forces/tasks/{task.pk}/"
    for typed, sentence in (
        ({"result": "Đã thăm.", "on": "17/06/2020"}, "Ghi khi đã đến ngày."),
        ({"result": "Đã thăm.", "on": "31/05/2020"}, "Ngày này trước ngày bắt đầu."),
        ({"result": "", "on": "16/06/2020"}, "Điền mục “Kết quả”."),
    ):
        answer = client.post(f"{page}done/", typed | {"version": "1"})
        assert sentence in plain(answer.content.decode())
    assert "Điền mục “Lý do”." in plain(client.post(f"{page}drop/", {"version": "1"}).content.decode())
    assert WorkTask.objects.get().state == "todo"


def test_a_dissolved_force_shows_its_board_and_offers_only_to_end_what_is_open(cast: Cast, signed_in: Enter) -> None:
    force = works.force(cast.thuong_lac)
    plan = works.plan(force)
    works.task(plan)
    teams.dissolve(force, on=TODAY, **HAND)
    client = signed_in(cast.officer)
    board = text(client, f"/task-forces/plans/{plan.pk}/")
    for offered, verb in ((True, "/done/"), (True, "/drop/"), (False, "/begin/"), (False, "/assign/"), (False, "add/")):
        assert (verb in board) is offered, verb
    answer = client.post(f"/task-forces/{force.pk}/plans/new/", PLAN | {"starts_on": "01/05/2020"})
    assert "Tổ này đã giải thể" in plain(answer.content.decode())


def test_the_plan_of_a_person_s_team_is_nowhere_for_who_may_not_know_him(cast: Cast, signed_in: Enter) -> None:
    person = register_person(cast, "Cao Văn Bé")
    force = works.force(cast.thuong_lac, kind=TaskForceKind.MANAGEMENT_TEAM, person=person)
    plan = works.plan(force)
    task = works.task(plan)
    page = f"/task-forces/plans/{plan.pk}/"
    doors = [page, f"{page}plan.docx", f"/task-forces/{force.pk}/plans/"]
    writes = [f"{page}tasks/add/", f"{page}change/", f"/task-forces/{force.pk}/plans/new/"]
    writes += [
        f"/task-forces/tasks/{task.pk}/{verb}/" for verb in ("change", "assign", "begin", "done", "drop", "reopen")
    ]
    for account in (cast.district_merger, cast.front_cadre, cast.neighbour_officer, cast.helper):
        client = signed_in(account)
        assert [client.get(one).status_code for one in doors] == [404] * len(doors)
        assert [client.post(one, TASK | PLAN).status_code for one in writes] == [404] * len(writes)
    police = signed_in(cast.police)
    assert works.task_details().what in text(police, page)
    assert [police.post(one, TASK | PLAN).status_code for one in writes] == [404] * len(writes)
    looks = AuditEntry.objects.filter(code="task_force.plan_read", subject_id=str(person.pk))
    assert list(looks.values_list("account_id", flat=True)) == [str(cast.police.pk)]


@pytest.mark.requirement("S3-33")
def test_the_paper_of_a_plan_carries_its_tasks_in_a_table(cast: Cast, signed_in: Enter) -> None:
    force = works.force(cast.thuong_lac)
    plan = works.plan(force)
    works.task(plan, member=works.member(force), hamlet=cast.ap_1)
    works.done(works.task(plan, what="Họp sơ kết", due_on=date(2020, 6, 10)))
    works.dropped(works.task(plan, what="Phát tờ rơi", due_on=date(2020, 6, 25)))
    works.task(plan, what="Họp rút kinh nghiệm", due_on=works.JUNE_30)
    answer = signed_in(cast.officer).get(f"/task-forces/plans/{plan.pk}/plan.docx")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="ke-hoach-cong-tac.docx"'
    read = Document(io.BytesIO(answer.content))
    said = " ".join(line.text for line in read.paragraphs)
    for part in ("Công tác tháng 6/2020 của Tổ công tác xã Thường Lạc", works.AIM, "Mẫu do phần mềm trình bày"):
        assert part in said, part
    table = next(one for one in read.tables if one.rows[0].cells[0].text == "TT")
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["TT", "Nội dung", "Người thực hiện", "Thời hạn", "Kết quả"],
        ["1", "Họp sơ kết", "", "10/06/2020", "Xong ngày 16/06/2020: Đã thăm ba gia đình."],
        ["2", "Thăm các gia đình ấp 1 (ấp 1)", "Trần Thị Mai", "20/06/2020", ""],
        ["3", "Phát tờ rơi", "", "25/06/2020", "Thôi không làm: Trời lụt."],
        ["4", "Họp rút kinh nghiệm", "Chưa giao", "30/06/2020", ""],
    ]


def test_the_late_plan_stands_in_today_s_work_with_a_way_to_its_board(cast: Cast, signed_in: Enter) -> None:
    plan = works.plan(works.force(cast.thuong_lac))
    works.task(plan, due_on=works.JUNE_1)
    today = shown(signed_in(cast.officer), "/")
    assert "Kế hoạch công tác Tổ công tác xã Thường Lạc, tháng 6/2020 có việc quá hạn" in today
    assert f"/task-forces/plans/{plan.pk}/" in today


def test_who_has_an_account_is_told_what_is_his(cast: Cast, signed_in: Enter) -> None:
    force = works.force(cast.thuong_lac)
    plan = works.plan(force)
    works.task(plan, member=works.member(force, account=cast.police))
    address = f"/task-forces/plans/{plan.pk}/"
    assert "giao cho bạn" in shown(signed_in(cast.police), address)
    assert "giao cho bạn" not in shown(signed_in(cast.officer), address)
