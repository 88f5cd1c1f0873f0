"""The 32 columns of a commune's list and one of ours, as data: code, printed heading, other headings people write."""

import re
from dataclasses import dataclass

from django.utils.translation import gettext_noop

from hoanhap.kernel.text import fold

_NOT_LETTERS = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Column:
    """`also` holds other headings between bars; `left_out` says why what stands in the column is not taken over."""

    code: str
    title: str
    also: str = ""
    left_out: str = ""

    @property
    def short(self) -> str:
        return self.title.split(" (")[0]

    @property
    def wordings(self) -> list[str]:
        return [text for text in (self.title, self.short, *self.also.split(" | ")) if text]


def heading_key(text: str) -> str:
    """Headings are compared without marks, punctuation, line breaks and case."""
    return _NOT_LETTERS.sub(" ", fold(text)).strip()


_COUNTED = gettext_noop("kết quả và việc làm chỉ được tính từ những lần gặp đã ghi")
_NO_ROOM = gettext_noop("không có ô tương ứng trong hồ sơ")

COLUMNS: tuple[Column, ...] = (
    Column(
        "no",
        "STT",
        "Số TT | TT | Số thứ tự | No",
    ),
    Column(
        "full_name",
        "Họ và tên",
        "Họ tên | Họ, tên | Tên | Họ và tên người được hỗ trợ | Họ tên người nghiện | "
        "Họ và tên người cai nghiện | Họ và tên người sau cai | Họ và tên khai sinh | Họ và chữ đệm, tên | "
        "Full name",
    ),
    Column(
        "birth",
        "Ngày/năm sinh",
        "Ngày sinh | Năm sinh | Ngày tháng năm sinh | Ngày, tháng, năm sinh | NTNS | Ngày, năm sinh | "
        "Sinh ngày | Ngày tháng năm sinh (hoặc năm sinh) | Sinh năm | Date of birth",
    ),
    Column(
        "sex",
        "Giới tính",
        "Giới | Nam/Nữ | Nam, nữ | Phái",
    ),
    Column(
        "id_number",
        "Số CCCD/CMND",
        "CCCD | CMND | Số CCCD | Số CMND | CMND/CCCD | Số CMND/CCCD | Số định danh | Số định danh cá nhân | "
        "Số căn cước | Số căn cước công dân | Căn cước công dân | CCCD/CMND | Giấy tờ tùy thân | "
        "Số CMND, CCCD | Số chứng minh nhân dân | Số CMND/CCCD/Hộ chiếu | ID number",
    ),
    Column(
        "ethnicity",
        "Dân tộc",
        "Thành phần dân tộc",
    ),
    Column(
        "permanent_address",
        "Nơi thường trú",
        "Thường trú | Hộ khẩu thường trú | HKTT | Nơi đăng ký thường trú | Nơi ĐKHKTT | "
        "Nơi đăng ký hộ khẩu thường trú | Địa chỉ thường trú | Đăng ký thường trú",
    ),
    Column(
        "current_address",
        "Nơi ở hiện nay (thôn/khu phố)",
        "Nơi ở hiện nay | Chỗ ở hiện nay | Chỗ ở | Nơi ở | Địa chỉ | Nơi cư trú | Địa chỉ hiện nay | "
        "Nơi ở hiện tại | Chỗ ở hiện tại | Thôn | Ấp | Khu phố | Thôn/khu phố | Ấp/khu phố | Khóm/ấp | "
        "Ấp, khóm | Tổ dân phố | Nơi tạm trú | Address",
    ),
    Column(
        "phone",
        "Điện thoại",
        "Số điện thoại | SĐT | ĐT | Di động | Số ĐT | Điện thoại liên hệ | Phone",
    ),
    Column(
        "relative",
        "Họ tên, điện thoại người thân",
        "Người thân | Họ tên người thân | Thân nhân | Người thân liên hệ | Họ tên và điện thoại người thân | "
        "Họ tên cha, mẹ, vợ, chồng | Họ tên bố, mẹ, vợ, chồng | Người liên hệ | Người thân Họ tên | "
        "Người thân Họ và tên",
    ),
    Column(
        "education",
        "Trình độ học vấn",
        "Học vấn | Trình độ văn hóa | Trình độ | Văn hóa",
    ),
    Column(
        "occupation",
        "Nghề nghiệp/việc làm",
        "Nghề nghiệp | Nghề nghiệp, việc làm | Nghề | Nghề nghiệp hiện nay",
    ),
    Column(
        "marital_status",
        "Tình trạng hôn nhân",
        "Hôn nhân | Tình trạng gia đình",
    ),
    Column(
        "first_use_year",
        "Năm bắt đầu sử dụng",
        "Năm sử dụng | Năm bắt đầu sử dụng ma túy | Thời điểm bắt đầu sử dụng | Năm sử dụng lần đầu | "
        "Sử dụng từ năm | Năm bắt đầu | Năm nghiện",
    ),
    Column(
        "substances",
        "Loại ma túy",
        "Loại ma túy sử dụng | Chất sử dụng | Loại chất ma túy | Ma túy sử dụng | Loại MT",
    ),
    Column(
        "route",
        "Hình thức sử dụng",
        "Cách sử dụng | Đường dùng | Hình thức sử dụng ma túy",
    ),
    Column(
        "level",
        "Mức độ",
        "Mức độ sử dụng | Mức độ nghiện | Tần suất",
    ),
    Column(
        "cause",
        "Nguyên nhân",
        "Lý do sử dụng | Nguyên nhân sử dụng | Nguyên nhân nghiện",
    ),
    Column(
        "prior_record",
        "Tiền án, tiền sự",
        "Tiền án | Tiền sự | Tiền án/tiền sự | TA, TS | TATS",
    ),
    Column(
        "rehab_count",
        "Số lần đã cai",
        "Số lần cai | Số lần cai nghiện | Số lần đã cai nghiện | Lần cai | Đã cai mấy lần",
    ),
    Column(
        "status",
        "Diện quản lý (sử dụng / nghiện / đang cai / sau cai)",
        "Diện quản lý | Diện | Tình trạng quản lý | Phân loại quản lý | Loại quản lý | Phân diện | Tình trạng | "
        "Diện QL",
    ),
    Column(
        "method",
        "Hình thức cai (gia đình / cộng đồng / cơ sở / Methadone)",
        "Hình thức cai | Hình thức cai nghiện | Biện pháp | Biện pháp áp dụng | Biện pháp cai nghiện | "
        "Nơi cai | Hình thức, biện pháp cai nghiện",
    ),
    Column(
        "decision",
        "Số, ngày quyết định",
        "Quyết định | Số quyết định, ngày quyết định | Số/ngày quyết định | Số, ngày QĐ | Quyết định số, ngày | "
        "Số và ngày quyết định | QĐ",
    ),
    Column(
        "term_from",
        "Từ ngày",
        "Ngày bắt đầu | Bắt đầu | Bắt đầu từ ngày | Thời gian từ | Từ | Thời hạn từ ngày",
    ),
    Column(
        "term_to",
        "Đến ngày",
        "Ngày kết thúc | Kết thúc | Đến hết ngày | Thời gian đến | Đến | Thời hạn đến ngày",
    ),
    Column(
        "helper",
        "Người được phân công giúp đỡ",
        "Người giúp đỡ | Người phụ trách | Cán bộ phụ trách | Phân công giúp đỡ | Người được phân công | "
        "Người được phân công quản lý, giúp đỡ | Người quản lý, giúp đỡ | Họ tên người giúp đỡ",
    ),
    Column(
        "helper_unit",
        "Đơn vị",
        "Đơn vị người giúp đỡ | Đơn vị giúp đỡ | Tổ chức giúp đỡ | Đoàn thể | Đơn vị công tác | "
        "Chức vụ, đơn vị | Đơn vị phụ trách | Ngành, đoàn thể",
    ),
    Column(
        "outcome",
        "Kết quả phân loại",
        "Kết quả | Phân loại kết quả | Phân loại | Kết quả giúp đỡ",
        left_out=_COUNTED,
    ),
    Column(
        "working",
        "Việc làm",
        "Có việc làm | Tình trạng việc làm | Việc làm hiện nay",
        left_out=_COUNTED,
    ),
    Column(
        "supported",
        "Đã hỗ trợ (nghề/vay/khác)",
        "Đã hỗ trợ | Nội dung hỗ trợ | Hỗ trợ",
        left_out=_NO_ROOM,
    ),
    Column(
        "change",
        "Biến động (chuyển đi, chết, vào cơ sở, giam giữ)",
        "Biến động | Lý do biến động | Tăng, giảm | Biến động tăng giảm",
    ),
    Column(
        "remarks",
        "Ghi chú",
        "Ghi chú khác | Note",
        left_out=_NO_ROOM,
    ),
    # The 33rd is ours: the printed form does not ask it, reports on sources of detection do.
    Column(
        "source",
        "Nguồn phát hiện",
        "Nguồn phát hiện, nơi trở về | Nguồn tiếp nhận | Nguồn phát hiện ban đầu | Phát hiện từ | Phát hiện qua | "
        "Đơn vị phát hiện | Source of detection",
    ),
)

# Parts of one of the 32 that some lists keep in columns of their own.
PARTS: tuple[Column, ...] = (
    Column(
        "birth_male",
        "Năm sinh: Nam",
        "Năm sinh Nam | Ngày/năm sinh Nam | Ngày sinh Nam | Ngày tháng năm sinh Nam | Sinh năm Nam",
    ),
    Column(
        "birth_female",
        "Năm sinh: Nữ",
        "Năm sinh Nữ | Ngày/năm sinh Nữ | Ngày sinh Nữ | Ngày tháng năm sinh Nữ | Sinh năm Nữ",
    ),
    Column(
        "sex_male",
        "Giới tính: Nam",
        "Giới tính Nam | Giới Nam | Nam",
    ),
    Column(
        "sex_female",
        "Giới tính: Nữ",
        "Giới tính Nữ | Giới Nữ | Nữ",
    ),
    Column(
        "decision_number",
        "Số quyết định",
        "Số QĐ | Quyết định số | Quyết định Số | QĐ số | Số, ngày quyết định Số",
    ),
    Column(
        "decision_on",
        "Ngày quyết định",
        "Ngày QĐ | Ngày ra quyết định | Quyết định Ngày | Ngày ký | Ngày tháng quyết định | "
        "Ngày, tháng, năm quyết định | Số, ngày quyết định Ngày",
    ),
    Column(
        "relative_phone",
        "Điện thoại người thân",
        "SĐT người thân | Số điện thoại người thân | Người thân Điện thoại | Người thân SĐT",
    ),
)

BY_CODE = {column.code: column for column in (*COLUMNS, *PARTS)}


def _keys() -> dict[str, str]:
    keys: dict[str, str] = {}
    for column in (*COLUMNS, *PARTS):
        for text in column.wordings:
            key = heading_key(text)
            if keys.setdefault(key, column.code) != column.code:
                raise ValueError(f"the heading {text!r} names both {keys[key]} and {column.code}")
    return keys


CODE_OF_HEADING = _keys()
