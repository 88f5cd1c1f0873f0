"""Kinds of agencies and the levels they stand on."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class AgencyKind(models.TextChoices):
    UBND = "ubnd", _("Ủy ban nhân dân")
    CONG_AN = "cong_an", _("Công an")
    LDTBXH = "ldtbxh", _("Lao động - Thương binh và Xã hội")
    NOI_VU = "noi_vu", _("Nội vụ")
    Y_TE = "y_te", _("Y tế")
    TRAM_Y_TE = "tram_y_te", _("Trạm Y tế")
    GD_DT = "gd_dt", _("Giáo dục và Đào tạo")
    VH_TT = "vh_tt", _("Văn hóa và Thông tin")
    VH_XH = "vh_xh", _("Văn hóa - Xã hội")
    TU_PHAP = "tu_phap", _("Tư pháp")
    TC_KH = "tc_kh", _("Tài chính - Kế hoạch")
    MTTQ = "mttq", _("Ủy ban Mặt trận Tổ quốc Việt Nam")
    HLHPN = "hlhpn", _("Hội Liên hiệp Phụ nữ Việt Nam")
    DTN = "dtn", _("Đoàn Thanh niên Cộng sản Hồ Chí Minh")
    HND = "hnd", _("Hội Nông dân Việt Nam")
    HCCB = "hccb", _("Hội Cựu chiến binh Việt Nam")
    CENTRE = "centre", _("Cơ sở, trung tâm")
    COURT = "court", _("Tòa án nhân dân")
    HAMLET_BOARD = "hamlet_board", _("Ban nhân dân ấp, khóm, tổ dân phố")


class Level(models.TextChoices):
    CENTRAL = "central", _("Trung ương")
    PROVINCE = "province", _("Cấp tỉnh")
    DISTRICT = "district", _("Cấp huyện")
    COMMUNE = "commune", _("Cấp xã")
    HAMLET = "hamlet", _("Ấp, khóm, tổ dân phố")
