"""The invented accounts shown on the sign-in page of the demonstration, and printed by `./hoanhap demo`.

They too have a second factor: a telephone nobody owns, whose secret follows from the user name. Its code of this
moment is shown on the page that asks for it. It is still asked for and still works once.
"""

import hashlib
from dataclasses import dataclass

from hoanhap.foundation.access.models import Account
from hoanhap.foundation.sign_in import factors, queries, rules
from hoanhap.kernel import clock

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


def telephone_secret(username: str) -> bytes:
    """The fixed secret of an invented account; it guards nothing but invented data."""
    return hashlib.sha256(f"minh-hoa {username}".encode()).digest()[: rules.SECRET_BYTES]


def code_now(account: Account) -> str:
    """The first code an invented telephone still has to give, as "123 456"; "" for a telephone of somebody's own."""
    app, secret = queries.code_app_of(account), telephone_secret(account.username)
    if app is None or factors.secret_of(app) != secret:
        return ""
    steps = rules.usable_steps(clock.wall(), after=app.last_step)
    if not steps:
        return "…"
    code = rules.code(secret, steps[0])
    return f"{code[:3]} {code[3:]}"
