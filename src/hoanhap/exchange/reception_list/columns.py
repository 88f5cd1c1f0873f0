"""The columns of a centre's sheet, as data: code, printed heading, other headings people write."""

from hoanhap.exchange.people_list.columns import Column, heading_key

COLUMNS: tuple[Column, ...] = (
    Column("no", "STT", "TT | Số TT | Số thứ tự"),
    Column("full_name", "Họ và tên", "Họ tên | Họ và tên học viên | Họ tên học viên | Tên"),
    Column("birth", "Ngày/năm sinh", "Ngày sinh | Năm sinh | Ngày tháng năm sinh | NTNS | Sinh năm"),
    Column("sex", "Giới tính", "Giới | Nam/Nữ | Phái"),
    Column("id_number", "Số CCCD/CMND", "CCCD | CMND | Số CCCD | Số CMND | Số căn cước | Số định danh cá nhân"),
    Column("lacks_id_card", "Chưa có căn cước", "Chưa có CCCD | Cần làm căn cước | Chưa có CCCD/CMND"),
    Column("unit", "Xã, phường nơi về", "Xã/phường | Xã, phường | Xã | Phường | Nơi về | Xã nơi về | Nơi cư trú"),
    Column("district", "Huyện", "Quận/huyện | Huyện, thị xã | Quận, huyện | Huyện/thị xã/thành phố"),
    Column("address", "Địa chỉ", "Ấp, khóm | Thôn, xóm | Chỗ ở | Địa chỉ nơi về"),
    Column("phone", "Điện thoại", "SĐT | Số điện thoại | ĐT"),
    Column("family", "Người thân, điện thoại", "Người thân | Thân nhân | Liên hệ gia đình | Gia đình"),
    Column("due", "Ngày về", "Ngày bàn giao | Ngày hết hạn | Ngày ra | Ngày hết thời hạn | Ngày trở về"),
    Column("origin", "Hình thức cai nghiện", "Hình thức | Hình thức hoàn thành | Diện | Bắt buộc/tự nguyện"),
    Column("detox", "Đã cắt cơn, giải độc", "Cắt cơn, giải độc | Cắt cơn | Giải độc"),
    Column("training", "Đã rèn luyện thể chất", "Rèn luyện thể chất | Rèn luyện"),
    Column("checked_on", "Kiểm tra sức khỏe ngày", "Ngày kiểm tra sức khỏe | Kiểm tra sức khỏe | Khám sức khỏe ngày"),
    Column("fit", "Đủ điều kiện", "Đủ điều kiện tái hòa nhập | Đủ điều kiện tái hòa nhập cộng đồng"),
    Column("certificate_number", "Giấy chứng nhận số", "Số giấy chứng nhận | Số GCN | Chứng nhận số"),
    Column("certificate_on", "Ngày cấp giấy chứng nhận", "Ngày cấp | Ngày cấp GCN | Cấp ngày"),
    Column("skills", "Nghề đã học", "Nghề | Học nghề | Tay nghề"),
    Column("papers", "Giấy tờ còn thiếu", "Giấy tờ thiếu | Thiếu giấy tờ"),
    Column("health", "Tóm tắt sức khỏe (gửi trạm y tế)", "Tóm tắt sức khỏe | Sức khỏe | Tình trạng sức khỏe"),
)
BY_CODE = {column.code: column for column in COLUMNS}
NEEDED_BACK = ("full_name", "unit", "origin")
NEEDED_CERTIFICATES = ("full_name", "origin", "certificate_number", "certificate_on")


def _keys() -> dict[str, str]:
    keys: dict[str, str] = {}
    for column in COLUMNS:
        for text in column.wordings:
            if keys.setdefault(heading_key(text), column.code) != column.code:
                raise ValueError(f"the heading {text!r} names both {keys[heading_key(text)]} and {column.code}")
    return keys


CODE_OF_HEADING = _keys()
