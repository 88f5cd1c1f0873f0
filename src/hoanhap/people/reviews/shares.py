"""Which indicators there are: shares, services behind one of them, the mix of open files (chỉ tiêu, cơ cấu hồ sơ)."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Column = Mapping[str, int]
"""The figures of one unit by their codes; who is left of a share is a figure of its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """So many of so many: the codes of two measures, the first counting part of the rows of the second."""

    part: str
    whole: str
    label: str | Promise
    note: str | Promise = ""

    @property
    def rest(self) -> str:
        return f"{self.part}.rest"


SHARES = (
    Share(
        part="contacts.first_in_time",
        whole="contacts.first_due",
        label=_("Người mới tiếp nhận được gặp lần đầu trong 7 ngày"),
        note=_("Trong những người mà ngày thứ bảy sau khi ghi hồ sơ rơi vào kỳ."),
    ),
    Share(
        part="known.managed",
        whole="stock.total",
        label=_("Người đã phát hiện đang được quản lý, hỗ trợ"),
        note=_(
            "Chỉ tính người đã phát hiện, kể cả người chưa có hồ sơ quản lý; số người chưa phát hiện thì không biết. "
            "Chưa tính là đang quản lý: mới lập danh sách, chờ quyết định, được hoãn, được miễn, vắng mặt."
        ),
    ),
    Share(
        part="files.managed",
        whole="stock.total",
        label=_("Người đã phát hiện có hồ sơ quản lý"),
        note=_(
            "Có hồ sơ quản lý từ ngày văn bản đầu tiên có đủ số, ngày: quyết định áp dụng biện pháp hoặc phiếu kết quả "
            "xác định. Chỉ tiêu nói về người có hồ sơ quản lý chỉ tính những người này."
        ),
    ),
    Share(
        part="services.any",
        whole="services.addicted",
        label=_("Người nghiện có hồ sơ quản lý được cai nghiện, điều trị hoặc tư vấn"),
        note=_("Mỗi người tính một lần, dù được mấy dịch vụ trong kỳ. Sổ sức khỏe không được hỏi đến."),
    ),
    Share(
        part="jobs.in_rehab",
        whole="stock.in_rehab",
        label=_("Người đang cai nghiện, điều trị có việc làm"),
    ),
    Share(part="jobs.after_rehab", whole="stock.after_rehab", label=_("Người sau cai nghiện có việc làm")),
    Share(
        part="resources.reached",
        whole="stock.total",
        label=_("Người có hồ sơ đang mở được ít nhất một nguồn lực xã hội"),
        note=_(
            "Việc làm, học nghề, học văn hóa, vay vốn, giấy tờ, bảo hiểm y tế, chữa bệnh, nhà ở, trợ giúp khó khăn, "
            "pháp lý: mọi lần hỗ trợ đã ghi trong kỳ. Mỗi người tính một lần."
        ),
    ),
)
SERVICES = ("services.rehab", "services.treatment", "services.counselling")
IN_REHAB = (
    "rehab.home",
    "mix.community_voluntary",
    "mix.community_compulsory",
    "mix.facility_voluntary",
    "mix.facility_compulsory",
    "mix.substitution",
)
AFTER = ("mix.after_residence", "mix.after_centre")
MANAGED = ("mix.user_management", "mix.education", *IN_REHAB, *AFTER, "stock.support")
MIX = (*MANAGED, "mix.waiting", "mix.paused")
WHOLE = "stock.total"
COUNTED = tuple(dict.fromkeys((*(code for one in SHARES for code in (one.part, one.whole)), *SERVICES, *MIX)))


def _of(*parts: str) -> tuple[str, ...]:
    return tuple(code for one in SHARES if one.part in parts for code in (one.part, one.rest))


MEETINGS = ("contacts.first_due", *_of("contacts.first_in_time"))
"""Each row counts in one period alone: the quarters of a year add up to the year."""
FLOWS = (*SERVICES, *_of("services.any", "resources.reached"))
"""What happened within the period to those who stand there on its last day; all else is a stock of that day."""
