"""What the first screen says to each role when nothing waits: a kind sentence and the one door most useful to it."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hoanhap.foundation.access.roles import Role
from hoanhap.foundation.access.viewer import Viewer


@dataclass(frozen=True, slots=True)
class Quiet:
    """A sentence, and a door (its route and what its button says) unless the header has all there is."""

    sentence: str | Promise
    route: str = ""
    action: str | Promise = ""


_CASEWORK = Quiet(
    _("Việc mới hiện ở đây khi đến kỳ gặp, khi có hạn theo luật, khi cấp trên nhắc."), "person-new", _("Thêm người")
)
_POLICE = Quiet(_("Việc mới hiện ở đây khi có hạn theo luật hoặc khi có người cần gặp."), "people", _("Xem danh sách"))
_REFERRED = Quiet(
    _("Người được giới thiệu đến đơn vị của bạn hiện ở đây để bạn nhận."), "referrals", _("Người được giới thiệu")
)
_FIGURES = Quiet(
    _("Số liệu của đơn vị ở mục Báo cáo; ai làm trong Tổ công tác, xem ở mục Tổ công tác."),
    "reports",
    _("Xem báo cáo"),
)
_FRONT_HAMLET = Quiet(_("Cần trao đổi với ai, xem Tổ công tác của xã."), "task-forces", _("Xem Tổ công tác"))
_HELPER = Quiet(_("Việc mới hiện ở đây khi đến kỳ gặp người bạn giúp đỡ."), "people", _("Người tôi giúp đỡ"))
_MERGER = Quiet(_("Việc mới hiện ở đây khi có báo cáo chờ duyệt."), "reports-board", _("Mở bảng các đơn vị"))
_INSPECTOR = Quiet(
    _("Báo cáo, hồ sơ, Tổ công tác trong phạm vi thanh tra ở các mục phía trên. Mỗi lần xem đều được ghi lại."),
    "reports",
    _("Xem báo cáo"),
)
_ADMINISTRATOR = Quiet(
    _("Việc quản trị ở các mục phía trên. Tài khoản quản trị không thấy thông tin của người được hỗ trợ.")
)

_BY_ROLE = {
    **dict.fromkeys((Role.COMMUNE_OFFICER, Role.COMMUNE_LEADER, Role.COMMUNE_DEPUTY), _CASEWORK),
    **dict.fromkeys((Role.COMMUNE_POLICE, Role.POLICE_CHIEF), _POLICE),
    **dict.fromkeys((Role.HEALTH_STATION, Role.REHAB_CENTRE), _REFERRED),
    **dict.fromkeys((Role.FRONT_CADRE, Role.JUSTICE, Role.CULTURE, Role.FINANCE), _FIGURES),
    **dict.fromkeys((Role.DISTRICT_LEADER, Role.PROVINCE_LEADER), _FIGURES),
    **dict.fromkeys((Role.DISTRICT_MERGER, Role.PROVINCE_MERGER), _MERGER),
    Role.FRONT_HAMLET: _FRONT_HAMLET,
    Role.HELPER: _HELPER,
    Role.INSPECTOR: _INSPECTOR,
    Role.ADMINISTRATOR: _ADMINISTRATOR,
}


def words_for(viewer: Viewer) -> Quiet | None:
    """By the post he signs with; none without one."""
    return _BY_ROLE[viewer.seat.role] if viewer.seat else None
