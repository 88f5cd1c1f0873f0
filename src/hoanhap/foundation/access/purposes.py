"""Why somebody looks: one purpose for each kind of task. It stands beside every act and every logged read."""

from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Purpose(StrEnum):
    SUPPORT = "support"
    HEALTH_CARE = "health_care"
    POLICE_WORK = "police_work"
    REPORTING = "reporting"
    STEERING = "steering"
    INSPECTION = "inspection"
    UPKEEP = "upkeep"
    RIGHTS = "rights"
    OWN_ACCOUNT = "own_account"
    SAFETY = "safety"

    @property
    def label(self) -> str | Promise:
        return LABELS[self]


LABELS: dict[Purpose, str | Promise] = {
    Purpose.SUPPORT: _("hỗ trợ người cai nghiện, sau cai"),
    Purpose.HEALTH_CARE: _("chăm sóc sức khỏe"),
    Purpose.POLICE_WORK: _("công tác công an"),
    Purpose.REPORTING: _("báo cáo, thống kê"),
    Purpose.STEERING: _("chỉ đạo, điều hành"),
    Purpose.INSPECTION: _("thanh tra, kiểm tra"),
    Purpose.UPKEEP: _("quản trị, cài đặt hệ thống"),
    Purpose.RIGHTS: _("thực hiện quyền của người có dữ liệu"),
    Purpose.OWN_ACCOUNT: _("việc của chính tài khoản"),
    Purpose.SAFETY: _("bảo vệ dữ liệu"),
}
