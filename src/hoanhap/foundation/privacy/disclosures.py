"""The sentence every file of names carries with it, whoever writes the file (lời nhắc in trên bản xuất)."""

from django.utils import translation
from django.utils.translation import gettext as _


def notice(lang: str = "vi") -> str:
    """What the recipient must know: whose data, for what alone, not passed on, given back or destroyed."""
    with translation.override(lang):
        return _(
            "Tài liệu có dữ liệu cá nhân nhạy cảm. Chỉ người nhận ghi trên đây được dùng, đúng mục đích và thời hạn đã "
            "ghi; không sao chép, không chuyển cho người khác. Hết thời hạn thì trả lại hoặc hủy và báo cho nơi cung "
            "cấp (Luật Bảo vệ dữ liệu cá nhân 91/2025/QH15). Làm mất hoặc lộ: báo ngay cho nơi cung cấp."
        )
