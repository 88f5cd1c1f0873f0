"""`./hoanhap account create USERNAME --name NAME --role ROLE --unit UNIT`: the first accounts of an office.

There is no default account. The password is asked for, or read from the first line of standard input.
"""

import argparse
import getpass
import sys
from datetime import date

from hoanhap.kernel import clock
from hoanhap.kernel.errors import Refused


def main(argv: list[str]) -> int:
    from hoanhap.foundation.access.roles import Role

    parser = argparse.ArgumentParser(prog="hoanhap account", description="Tạo tài khoản và giao nhiệm vụ.")
    parser.add_argument(
        "verb", choices=["create", "attest"], help="create: tạo tài khoản; attest: xác nhận các quyền còn cần"
    )
    parser.add_argument("username", help="tên đăng nhập")
    parser.add_argument("--name", help="họ tên cán bộ")
    parser.add_argument("--role", choices=[role.value for role in Role], help="vai trò")
    parser.add_argument("--unit", help="tên hoặc mã đơn vị")
    parser.add_argument(
        "--until", type=date.fromisoformat, help="ngày thôi nhiệm vụ, ví dụ 2026-12-31; thanh tra phải có"
    )
    parser.add_argument("--title", default="", help="chức danh hiện trên màn hình")
    options = parser.parse_args(argv)
    if options.verb == "attest":
        print(f"Đã xác nhận {_attest(options.username)} nhiệm vụ của “{options.username}”.")  # noqa: T201
        return 0
    if not (options.name and options.role and options.unit):
        parser.error("create cần --name, --role và --unit")
    _create(options)
    print(f"Đã tạo tài khoản “{options.username}”.")  # noqa: T201
    return 0


def _create(options: argparse.Namespace) -> None:
    from django.db import transaction

    from hoanhap.foundation.access import actions
    from hoanhap.foundation.access.roles import Role
    from hoanhap.foundation.audit import Actor
    from hoanhap.foundation.places import queries as places

    now = clock.now()
    place = places.one(options.unit, on=now.date())
    by = Actor(account_id="command", title="dòng lệnh", origin="cli")
    with transaction.atomic():
        account = actions.create_account(
            username=options.username, display_name=options.name, password=_password(), by=by, at=now
        )
        actions.post(
            account,
            role=Role(options.role),
            place=place,
            valid_from=now.date(),
            valid_to=options.until,
            by=by,
            at=now,
            title=options.title,
        )


def _attest(username: str) -> int:
    """The way back where every right lapsed and nobody is left to confirm another's."""
    from django.db import transaction
    from django.db.models import Q

    from hoanhap.foundation.access import actions
    from hoanhap.foundation.access.models import Posting
    from hoanhap.foundation.audit import Actor

    now = clock.now()
    by = Actor(account_id="command", title="dòng lệnh", origin="cli")
    living = Q(valid_to=None) | Q(valid_to__gt=now.date())
    with transaction.atomic():
        found = list(Posting.objects.select_for_update().filter(living, account__username=username).order_by("id"))
        for posting in found:
            actions.attest(posting, by=by, at=now)
    return len(found)


def _password() -> str:
    typed = getpass.getpass("Mật khẩu: ") if sys.stdin.isatty() else sys.stdin.readline().rstrip("\n")
    if not typed:
        raise Refused("Chưa có mật khẩu.", way_out="Gõ mật khẩu khi được hỏi, hoặc đưa qua đầu vào chuẩn.")
    return typed
