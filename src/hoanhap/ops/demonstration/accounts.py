"""The invented accounts shown on the sign-in page of the demonstration, and printed by `./hoanhap demo`."""

from dataclasses import dataclass

# Printed on the sign-in page on purpose: it opens invented data on this machine and nothing else.
PASSWORD = "minh-hoa-2020"  # noqa: S105


@dataclass(frozen=True, slots=True)
class DemonstrationAccount:
    username: str
    title: str
    place: str
    password: str = PASSWORD


def shown() -> list[DemonstrationAccount]:
    """Those worth trying first, one for each way of working."""
    return [
        DemonstrationAccount("cb.thuonglac", "cán bộ Tổ công tác", "xã Thường Lạc"),
        DemonstrationAccount("gd.thuonglac", "người được phân công giúp đỡ", "xã Thường Lạc"),
        DemonstrationAccount("ld.thuonglac", "Phó Chủ tịch UBND xã", "xã Thường Lạc"),
        DemonstrationAccount("cb.longkhanhb", "cán bộ Tổ công tác", "xã Long Khánh B"),
        DemonstrationAccount("yt.thuonglac", "trạm y tế", "xã Thường Lạc"),
        DemonstrationAccount("mt.thuonglac", "cán bộ Mặt trận Tổ quốc", "xã Thường Lạc"),
        DemonstrationAccount("tt.hongngu", "thanh tra", "huyện Hồng Ngự"),
        DemonstrationAccount("th.hongngu", "cán bộ tổng hợp", "huyện Hồng Ngự"),
        DemonstrationAccount("th.dongthap", "cán bộ tổng hợp", "tỉnh Đồng Tháp"),
    ]
