"""J7 and the move of J2 in a browser: the centre sends, the commune confirms in three presses, both see who fails."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from hoanhap.kernel import clock
from hoanhap.people.reception import actions as reception
from hoanhap.people.reception.models import Transfer
from tests import people, pictures
from tests.cast import SETTER, Cast
from tests.journeys import walk
from tests.journeys.conftest import SitDown
from tests.journeys.walk import Walk
from tests.returns import DAY
from tests.rules.exchange import bad_files

pytestmark = pytest.mark.once("postgres")
BOTH = pytest.mark.parametrize("kind", [walk.DESK, walk.PHONE], ids=["desk", "phone"])
HEADINGS = [
    "STT", "Họ và tên", "Năm sinh", "Xã nơi về", "Hình thức", "Cắt cơn", "Rèn luyện", "Kiểm tra sức khỏe ngày",
    "Đủ điều kiện", "Nghề đã học", "Người thân", "Chưa có căn cước",
]  # fmt: skip


def batch_sheet(folder: Path) -> Path:
    done = ["x", "x", "01/06/2020", "x"]
    rows = [
        [1, "Nguyễn Văn An", 1990, "Thường Lạc", "bắt buộc", *done, "sửa xe máy", "mẹ Bông 0912345678", "x"],
        [2, "Trần Văn Bền", 1988, "Thường Lạc", "bắt buộc", *done, "hàn", "", ""],
        [3, "Lê Thị Chín", 1995, "Long Khánh A", "tự nguyện", *done, "", "", ""],
        [4, "Phạm Văn Dở", 1991, "Thường Lạc", "bắt buộc", "x", "x", "", "x", "", "", ""],
    ]
    path = folder / "dot-7.xlsx"
    path.write_bytes(bad_files.xlsx([["TRUNG TÂM"], HEADINGS, *rows]))
    return path


@BOTH
def test_a_batch_from_the_centre_to_the_commune(
    cast: Cast, sit_down: SitDown, kind: dict[str, object], tmp_path: Path
) -> None:
    centre_account = cast.centre.username
    with sit_down(kind) as centre:
        centre.signed_in(centre_account)
        send(centre, batch_sheet(tmp_path))
    with sit_down(kind) as officer:
        officer.signed_in("can-bo")
        confirm(officer)
    clock.set_start(clock.at(DAY, 9))
    with sit_down(kind) as officer:
        officer.signed_in("can-bo")
        receive(officer, tmp_path)
        stand_by(officer, tmp_path)
    morning = DAY + timedelta(days=1)
    reception.keep_watch(by=SETTER, at=clock.at(morning, 2))
    clock.set_start(clock.at(morning, 8))
    for username in ("can-bo", centre_account):
        with sit_down(kind) as somebody:
            somebody.signed_in(username)
            somebody.reads("Trần Văn Bền")
            somebody.open("/handovers/" if username == centre_account else "/returns/")
            somebody.reads("hưa thấy về")


def send(centre: Walk, sheet: Path) -> None:
    centre.menu("Sắp về")
    centre.go(centre.door("Tải danh sách lên"))
    centre.type("Ngày bàn giao", "10/07/2020")
    centre.type("Nơi bàn giao (không bắt buộc)", "Hội trường cơ sở")
    centre.page.get_by_label("Tệp danh sách").set_input_files(sheet)
    centre.go(centre.button("Xem lại"))
    centre.reads("1 dòng không nhận được")
    centre.reads("Dòng 6:")
    centre.reads("thiếu kiểm tra sức khỏe")
    centre.go(centre.button("Gửi đến các xã"))
    centre.is_told("Đã gửi 3 người đến các xã.")
    kind, data = centre.fetch(centre.page.get_by_role("main").get_by_role("link", name="xã Thường Lạc"))
    assert kind.endswith("wordprocessingml.document")
    assert data[:2] == b"PK"
    centre.go(centre.link("Người sắp về"))
    centre.go(centre.link("Sổ giấy chứng nhận"))


def confirm(officer: Walk) -> None:
    """Three presses a person: open, who helps, confirm."""
    officer.menu("Trở về, chuyển đi")
    officer.reads("Nguyễn Văn An")
    officer.never_reads("Lê Thị Chín")
    for _person in range(2):
        with officer.counted(3):
            officer.go(officer.page.get_by_role("main").get_by_role("link", name="Xác nhận ngày đón").first)
            officer.choose("Ai giúp đỡ từ ngày ấy", "Lê Thị Hạnh · người giúp đỡ của hội, đoàn thể")
            officer.go(officer.button("Xác nhận"))
        officer.is_told("Đã hẹn ngày đón; nơi gửi thấy ngay.")


def receive(officer: Walk, folder: Path) -> None:
    officer.menu("Trở về, chuyển đi")
    officer.go(officer.link("Nguyễn Văn An", exact=True))
    officer.reads("sửa xe máy")
    officer.reads("mẹ Bông")
    officer.go(officer.door("Ghi đã nhận"))
    photo = folder / "bien-ban.jpg"
    photo.write_bytes(pictures.jpeg())
    officer.page.get_by_label("Ảnh biên bản hai bên đã ký").set_input_files(photo)
    officer.go(officer.button("Đã nhận"))
    officer.is_told("Đã tiếp nhận; hồ sơ đã mở.")
    officer.sees("Nguyễn Văn An")
    officer.reads("Lê Thị Hạnh")


def stand_by(officer: Walk, folder: Path) -> None:
    """Guarantor, family, who does what, a commitment with the photo of its signed sheet."""
    officer.go(officer.link("Ai đứng bên: bảo lãnh, gia đình, cam kết"))
    officer.go(officer.door("Ghi bảo lãnh"))
    officer.type("Họ tên hoặc tên tổ chức", "Nguyễn Văn Bác")
    officer.type("Quan hệ với người được hỗ trợ (không bắt buộc)", "bác ruột")
    officer.go(officer.button("Ghi"))
    officer.go(officer.door("Ghi người thân"))
    officer.type("Họ và tên", "Phạm Thị Bông")
    officer.choose("Là gì của người được hỗ trợ", "Mẹ")
    officer.go(officer.button("Ghi"))
    officer.reads("chưa đồng ý tham gia")
    officer.go(officer.page.get_by_role("button", name="Ghi đã đồng ý hôm nay"))
    officer.go(officer.door("Giao việc"))
    officer.choose("Việc", "Chăm sóc, nhắc nhở hằng ngày")
    officer.choose("Ai làm", "Phạm Thị Bông (mẹ)")
    officer.go(officer.button("Giao việc"))
    officer.go(officer.door("Lập bản cam kết"))
    officer.choose("Ai cam kết", "Phạm Thị Bông (mẹ)")
    officer.go(officer.button("Lập"))
    officer.reads("chưa ký")
    officer.go(officer.link("Ghi đã ký"))
    photo = folder / "cam-ket.jpg"
    photo.write_bytes(pictures.jpeg())
    officer.page.get_by_label("Ảnh chụp hoặc bản quét bản đã ký").set_input_files(photo)
    officer.go(officer.button("Lưu"))
    officer.reads("đã ký")


@BOTH
def test_a_person_moves_and_his_file_goes_along(cast: Cast, sit_down: SitDown, kind: dict[str, object]) -> None:
    person = people.register_person(cast, "Nguyễn Văn Đào", hamlet=cast.ap_2)
    case = people.open_home_case(cast, person)
    police = cast.neighbour_police.username
    with sit_down(kind) as sender:
        sender.signed_in("can-bo")
        sender.open(f"/cases/{case.pk}/")
        with sender.counted(2):
            sender.go(sender.link("Chuyển đi", exact=True))
            sender.type("Nơi đến", "xã Long Khánh A")
            sender.go(sender.button("Gửi hồ sơ đến nơi mới"))
        sender.reads("chờ trả lời đến")
    with sit_down(kind) as receiver:
        receiver.signed_in(police)
        receiver.reads(f"Trả lời giấy chuyển {Transfer.objects.get().number}")
        receiver.open("/moves/")
        receiver.reads("N. V. Đ.")
        receiver.never_reads("Nguyễn Văn Đào")
        receiver.go(receiver.door("Nhận hồ sơ", exact=False))
        receiver.go(receiver.button("Nhận hồ sơ"))
        receiver.sees("Nguyễn Văn Đào")
    with sit_down(kind) as sender:
        sender.signed_in("can-bo")
        sender.open("/moves/")
        sender.reads(f"đã chuyển ngày {date(2020, 6, 16):%d/%m/%Y}")
        assert sender.page.request.get(f"{sender.address}/cases/{case.pk}/").status == 404
