"""The first-aid card for overdose, in our own words (thẻ sơ cứu quá liều). Public knowledge, no personal data.

One content for the page, the printed card and the file that opens without a network.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

VERSION = 1
EMERGENCY = "115"


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the card; `ordered`: its lines are done one after the other."""

    title: str | Promise
    lines: tuple[str | Promise, ...]
    ordered: bool = False


CARD: tuple[Part, ...] = (
    Part(
        _("Nhận ra quá liều"),
        (
            _("Gọi to, lay mạnh vai mà không tỉnh."),
            _("Thở rất chậm, thở khò khè, hoặc không thở."),
            _("Môi, móng tay tím; da lạnh, nhợt."),
            _("Đồng tử (con ngươi) co nhỏ như đầu kim."),
        ),
    ),
    Part(
        _("Làm ngay"),
        (
            _("Gọi 115, bật loa ngoài. Nói rõ địa chỉ và “một người không tỉnh, không thở”."),
            _("Đặt nằm ngửa trên mặt cứng. Lấy hết thứ trong miệng ra, ngửa đầu, nâng cằm."),
            _("Không thở: bịt mũi, thổi vào miệng 2 hơi, rồi cứ 5 giây 1 hơi. Ngực phải nhô lên."),
            _("Không thở và không thấy mạch: ép giữa ngực 30 cái, nhanh và mạnh, rồi 2 hơi; làm liên tục."),
            _("Có naloxone thì dùng theo hướng dẫn của thuốc; sau 2–3 phút chưa thở thì dùng liều nữa."),
            _("Thở lại mà chưa tỉnh: đặt nằm nghiêng, gập gối chân trên, đầu hơi ngửa."),
            _("Ở lại đến khi xe cấp cứu tới. Thuốc giải hết tác dụng thì có thể ngừng thở lần nữa."),
        ),
        ordered=True,
    ),
    Part(
        _("Không làm"),
        (
            _("Không để nằm một mình, không chờ xem có tự tỉnh không."),
            _("Không dội nước lạnh, không tát, không bắt đi lại."),
            _("Không cho ăn, uống, không gây nôn, không tiêm nước muối hay thuốc kích thích."),
        ),
    ),
    Part(
        _("Nói với nhân viên y tế"),
        (
            _("Đã dùng chất gì, bao nhiêu, lúc nào, có uống rượu hay thuốc ngủ không: để cứu cho đúng."),
            _("Đã làm những gì, mấy giờ, người ấy đáp lại ra sao."),
        ),
    ),
)
