"""`./hoanhap import people FILE --unit NAME-OR-CODE --as ACCOUNT [--on DATE] [--dry-run]`.

Prints {"read", "created", "matched", "refused": [{"row", "message"}]} as JSON. All good rows are saved in one
transaction and bad rows are listed; a file that is refused as a whole prints {"refused": sentence, …} and exits with 2.
"""

import argparse
import gc
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from hoanhap.kernel import clock, dates
from hoanhap.kernel.errors import NotHere, Refused

REFUSED = 2


def main(argv: list[str]) -> int:
    """Run the command; exit code 0, or 2 when the file or the asker is refused."""
    options = _parser().parse_args(argv)
    try:
        with _no_collecting():
            answer = _import_people(options)
    except Refused as refusal:
        _print(
            {
                "refused": str(refusal.message),
                "way_out": str(refusal.way_out),
                "code": refusal.code,
                "article": str(refusal.article),
            }
        )
        return REFUSED
    except NotHere:
        refused = "Không có đơn vị này, hoặc tài khoản không được nhập danh sách cho đơn vị."
        _print({"refused": refused, "code": "not-here"})
        return REFUSED
    _print(answer)
    return 0


@contextmanager
def _no_collecting() -> Iterator[None]:
    """A long list makes millions of objects that live to the end: seeking garbage among them costs a quarter."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="hoanhap import", description="Nhập danh sách người được hỗ trợ của một xã.")
    parser.add_argument("what", choices=["people"], help="people: danh sách người")
    parser.add_argument("file", type=Path, metavar="FILE", help="tệp .xlsx, .xls, .ods hoặc .csv")
    parser.add_argument("--unit", required=True, help="tên hoặc mã xã, phường, thị trấn")
    parser.add_argument("--as", dest="account", required=True, help="tên đăng nhập của cán bộ nhập")
    parser.add_argument("--on", type=_day, default=None, help="ngày mà danh sách phản ánh (mặc định hôm nay)")
    parser.add_argument("--dry-run", action="store_true", help="chỉ xem kết quả, không lưu gì")
    return parser


def _day(text: str) -> date:
    try:
        return dates.parse_day(text)
    except Refused as refusal:
        raise argparse.ArgumentTypeError(str(refusal)) from refusal


def _import_people(options: argparse.Namespace) -> dict[str, object]:
    from django.conf import settings
    from django.db import transaction

    from hoanhap.exchange.people_list import actions
    from hoanhap.exchange.policy import ExchangePermission
    from hoanhap.foundation import vault
    from hoanhap.foundation.access import viewer
    from hoanhap.foundation.access.models import Account
    from hoanhap.foundation.places import queries as places
    from hoanhap.foundation.places.models import PlaceKind

    at = clock.now()
    on = options.on or at.date()
    account = Account.objects.filter(username=options.account).first()
    if account is None:
        raise NotHere
    asker = viewer.of(account, at.date(), origin="cli")
    unit = places.one(options.unit, on=on, kind=PlaceKind.COMMUNE)
    asker.require(ExchangePermission.IMPORT_PEOPLE, unit.path)
    data = _bytes(options.file, settings.UPLOAD_BYTES)
    with transaction.atomic():
        batch = actions.import_all(data, name=options.file.name, unit=unit, on=on, by=asker.actor, at=at)
        answer: dict[str, object] = {
            "read": batch.read_count,
            "created": batch.created_count,
            "matched": batch.matched_count,
            "refused": actions.refusals(batch),
        }
        for remark in vault.reveal(batch, "remarks").splitlines():
            sys.stderr.write(f"{remark}\n")
        transaction.set_rollback(options.dry_run)
    return answer


def _bytes(path: Path, most: int) -> bytes:
    """At most one byte more than is allowed: the guard says the rest."""
    try:
        with path.open("rb") as stream:
            return stream.read(most + 1)
    except OSError as error:
        raise Refused(
            f"Không mở được tệp “{path.name}”: {error.strerror}.", code="file.unopened", way_out="Kiểm tra đường dẫn."
        ) from error


def _print(answer: dict[str, object]) -> None:
    sys.stdout.write(json.dumps(answer, ensure_ascii=False, indent=2) + "\n")
