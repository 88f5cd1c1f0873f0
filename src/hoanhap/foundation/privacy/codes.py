"""What the log calls the acts of this package."""

from django.utils.translation import gettext_noop as _

CODES = {
    "privacy.request_received": _("Tiếp nhận yêu cầu về dữ liệu"),
    "privacy.request_viewed": _("Xem yêu cầu về dữ liệu"),
    "privacy.request_acknowledged": _("Xác nhận đã nhận yêu cầu"),
    "privacy.request_extended": _("Gia hạn trả lời yêu cầu"),
    "privacy.request_decided": _("Quyết định trả lời yêu cầu"),
    "privacy.request_done": _("Làm xong yêu cầu"),
    "privacy.request_attached": _("Gắn yêu cầu với người"),
    "privacy.copy_read": _("Xem trước bản sao dữ liệu cho người đó"),
    "privacy.copy_made": _("Lập bản sao dữ liệu cho người đó"),
    "privacy.person_copied": _("Lập bản sao dữ liệu để giao cho ông/bà"),
    "privacy.person_looked": _("Mở trang quyền đối với dữ liệu của người đó"),
    "privacy.person_disclosed": _("Cung cấp dữ liệu của ông/bà cho nơi khác"),
    "privacy.consent_given": _("Ghi sự đồng ý"),
    "privacy.consent_withdrawn": _("Ghi việc rút lại đồng ý"),
    "privacy.text_drafted": _("Soạn lời đồng ý"),
    "privacy.text_published": _("Ban hành lời đồng ý"),
    "privacy.disclosure_asked": _("Đề nghị cung cấp dữ liệu"),
    "privacy.disclosed": _("Giao dữ liệu cho nơi khác"),
    "privacy.disclosure_viewed": _("Xem mục cung cấp dữ liệu"),
    "privacy.disclosure_ended": _("Kết thúc việc cung cấp dữ liệu"),
    "privacy.breach_reported": _("Ghi sự cố dữ liệu"),
    "privacy.breach_viewed": _("Xem sự cố dữ liệu"),
    "privacy.breach_assessed": _("Đánh giá lại sự cố dữ liệu"),
    "privacy.breach_step": _("Ghi việc đã làm về sự cố"),
    "privacy.breach_notified": _("Ghi đã báo sự cố"),
    "privacy.breach_paper": _("Xuất thông báo sự cố"),
    "privacy.breach_closed": _("Đóng hồ sơ sự cố"),
    "privacy.retention_set": _("Đặt thời hạn lưu giữ"),
}
