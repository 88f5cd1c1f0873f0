"""`./hoanhap setup` and `./hoanhap account …`: what an operator at the machine does for people who cannot come in."""

import argparse
import sys

from hoanhap.kernel import clock
from hoanhap.kernel.errors import Refused


def account_main(argv: list[str]) -> int:
    """`account create …` lies with accounts; `account reset-second-factor USERNAME` here."""
    from hoanhap.foundation.access import command

    if argv[:1] != ["reset-second-factor"]:
        return command.main(argv)
    parser = argparse.ArgumentParser(
        prog="hoanhap account reset-second-factor",
        description="Bỏ mọi lớp bảo vệ thứ hai của một tài khoản (mất điện thoại, mất mã dự phòng). "
        "Trước khi gõ, gặp mặt hoặc gọi lại số đã biết để chắc đúng người.",
    )
    parser.add_argument("username", help="tên đăng nhập")
    _reset(parser.parse_args(argv[1:]).username)
    return 0


def _reset(username: str) -> None:
    from hoanhap.foundation.access.models import Account
    from hoanhap.foundation.sign_in import factors, first_run

    account = Account.objects.filter(username=username).first()
    if account is None:
        raise Refused(f"Không có tài khoản “{username}”.")
    factors.reset(account, by=first_run.OPERATOR, at=clock.now())
    sys.stdout.write(
        f"Đã bỏ lớp bảo vệ thứ hai của “{username}” và kết thúc mọi phiên làm việc của người này.\n"
        "Lần đăng nhập tới, người này dùng mật khẩu rồi cài lại điện thoại hoặc khóa.\n"
    )


def set_up_main(argv: list[str]) -> int:
    """`setup`: print the link that makes the first administrator."""
    from django.conf import settings

    parser = argparse.ArgumentParser(prog="hoanhap setup", description="Thiết lập lần đầu: tạo quản trị viên đầu tiên.")
    default = "http://127.0.0.1:8000" if not settings.HTTPS else f"https://{settings.ALLOWED_HOSTS[0]}"
    parser.add_argument("--address", default=default, help=f"địa chỉ của máy chủ (mặc định {default})")
    _print_link(parser.parse_args(argv).address.rstrip("/"))
    return 0


def _print_link(address: str) -> None:
    from django.urls import reverse

    from hoanhap.foundation.sign_in import first_run

    token = first_run.open_set_up(at=clock.now())
    sys.stdout.write(
        "Mở địa chỉ này trong trình duyệt để tạo quản trị viên đầu tiên. Dùng được một lần, trong 1 giờ:\n"
        f"{address}{reverse('set-up', args=[token])}\n"
    )
