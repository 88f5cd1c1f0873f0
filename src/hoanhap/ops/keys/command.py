"""`./hoanhap key create|list|rotate|reseal|rewrap|destroy|split|combine`: keeping of keys (docs/howto/keys.md)."""

import argparse
import getpass
import json
import os
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

from django.conf import settings

from hoanhap.foundation.audit import Actor
from hoanhap.foundation.places import queries as places
from hoanhap.foundation.vault import DataClass, master_key, resealing, rewrapping, shares
from hoanhap.foundation.vault.models import DataKey
from hoanhap.foundation.vault.sealed_columns import envelopes_by_key
from hoanhap.kernel import clock
from hoanhap.kernel.errors import Refused
from hoanhap.ops.keys import actions, sheets

_Verbs: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"
OPERATOR = Actor(account_id="command", title="dòng lệnh", origin="cli")


def main(arguments: list[str]) -> int:
    chosen = _parser().parse_args(arguments)
    verb: Callable[[argparse.Namespace], int] = chosen.verb
    return verb(chosen)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="hoanhap key", description="Giữ khóa: khóa chính mở mọi tên và số giấy tờ.")
    verbs = parser.add_subparsers(required=True, metavar="VIỆC")
    _verb(verbs, "create", create, "tạo khóa chính, một lần")
    _verb(verbs, "list", show, "xem các khóa").add_argument("--json", action="store_true", help="trả lời bằng JSON")
    _scoped(_verb(verbs, "rotate", rotate, "thay khóa dữ liệu, niêm phong lại; hoặc --master: thay khóa chính"))
    _verb(verbs, "reseal", reseal, "làm tiếp việc niêm phong lại bị dở")
    _verb(verbs, "rewrap", rewrap, "làm tiếp việc thay khóa chính")
    _destroying(_verb(verbs, "destroy", destroy, "hủy khóa: dữ liệu mất hẳn; cần hai người"))
    part = _verb(verbs, "split", split, "chia khóa chính thành mảnh in ra giấy")
    part.add_argument("--needed", type=int, default=2, help="số mảnh đủ để dựng lại (mặc định 2)")
    part.add_argument("--made", type=int, default=3, help="số mảnh (mặc định 3)")
    part.add_argument("--out", type=Path, metavar="THƯ-MỤC", help="ghi mỗi mảnh một tệp PDF; không có thì hiện ra đây")
    _verb(verbs, "combine", combine, "dựng lại khóa chính từ các mảnh")
    return parser


def _verb(verbs: _Verbs, name: str, run: Callable[[argparse.Namespace], int], says: str) -> argparse.ArgumentParser:
    parser = verbs.add_parser(name, help=says, description=says)
    parser.set_defaults(verb=run)
    return parser


def _scoped(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--master", action="store_true", help="thay khóa chính thay vì khóa dữ liệu")
    parser.add_argument("--unit", default="", help="tên hoặc mã đơn vị, gồm cả cấp dưới (mặc định: mọi đơn vị)")
    parser.add_argument("--class", dest="data_class", choices=[one.value for one in DataClass], help="loại dữ liệu")


def _destroying(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--scope", required=True, help="phạm vi, đúng như trong `key list`")
    parser.add_argument("--class", dest="data_class", choices=[one.value for one in DataClass], help="loại dữ liệu")
    parser.add_argument("--by", required=True, metavar="TÀI-KHOẢN", help="người thứ nhất")
    parser.add_argument("--second", required=True, metavar="TÀI-KHOẢN", help="người thứ hai")
    parser.add_argument("--basis", required=True, help="số, ngày quyết định cho hủy")


def create(_chosen: argparse.Namespace) -> int:
    file = Path(settings.MASTER_KEY_FILE)
    try:
        master_key.create(file)
    except FileExistsError as error:
        raise Refused(f"Đã có khóa chính tại {file}; không ghi đè.") from error
    _say(f"Đã tạo khóa chính: {file}")
    _say("Mất khóa là mất mọi tên và số giấy tờ. Chia ngay thành mảnh giữ nơi khác: ./hoanhap key split")
    return 0


def show(chosen: argparse.Namespace) -> int:
    masters, held = rewrapping.wrapped_by(), envelopes_by_key()
    now = master_key.name_of(master_key.load())
    rows = [_described(row, held) for row in DataKey.objects.order_by("scope", "data_class", "pk")]
    if chosen.json:
        _say(json.dumps({"master": now, "wrapped_by": masters, "keys": rows}, ensure_ascii=False))
        return 0
    for name in sorted({*masters, *master_key.known()}):
        at_hand = "" if name in master_key.known() else ", KHÔNG CÓ Ở ĐÂY"
        _say(f"Khóa chính {name}{' (đang dùng)' if name == now else ''}: giữ {masters[name]} khóa{at_hand}")
    for row in rows:
        _say(f"{row['scope']}  {row['class']}  {row['state']}  {row['fields']} trường")
    return 0


def rotate(chosen: argparse.Namespace) -> int:
    if chosen.master:
        name, count = actions.exchange_master(by=OPERATOR, at=clock.now())
        _say(f"Khóa chính mới {name} giữ {count} khóa. Mảnh in trước đây không còn dùng được: ./hoanhap key split")
        _say(f"Khóa cũ nằm cạnh khóa mới ({_older()}); chỉ xóa khi không còn bản sao lưu nào cần đến nó.")
        return 0
    under = places.one(chosen.unit, on=clock.today()).path if chosen.unit else ""
    data_class = DataClass(chosen.data_class) if chosen.data_class else None
    count = actions.rotate(under=under, data_class=data_class, by=OPERATOR, at=clock.now())
    _say(f"Đã thôi dùng {count} khóa để niêm phong; đang niêm phong lại bằng khóa mới. Mọi người cứ làm việc.")
    return reseal(chosen)


def reseal(_chosen: argparse.Namespace) -> int:
    progress = resealing.reseal_stale(told=_told)
    _say(f"\rĐã niêm phong lại {progress.resealed} trường của {progress.rows} dòng.")
    for table, row, field in sorted(progress.broken):
        sys.stderr.write(f"Không mở được: {table} {row} {field}\n")
    count = actions.destroy_unused(by=OPERATOR, at=clock.now())
    _say(f"Đã hủy {count} khóa không còn giữ gì; số còn lại sẽ hủy ban đêm.")
    return 1 if progress.broken else 0


def rewrap(_chosen: argparse.Namespace) -> int:
    _say(f"Đã chuyển {actions.rewrap(by=OPERATOR, at=clock.now())} khóa sang khóa chính đang dùng.")
    return 0


def destroy(chosen: argparse.Namespace) -> int:
    now = clock.now()
    _say(f"Hủy khóa của {chosen.scope}: những gì khóa này giữ sẽ mất hẳn, không ai dựng lại được.")
    first = actions.witness(chosen.by, _asked(f"Mật khẩu của {chosen.by}: "), at=now)
    second = actions.witness(chosen.second, _asked(f"Mật khẩu của {chosen.second}: "), at=now)
    if _typed("Gõ lại phạm vi để xác nhận: ") != chosen.scope:
        raise Refused("Phạm vi gõ lại không khớp; chưa hủy gì.")
    data_class = DataClass(chosen.data_class) if chosen.data_class else None
    count = actions.destroy(chosen.scope, data_class=data_class, by=first, second=second, reason=chosen.basis, at=now)
    _say(f"Đã hủy {count} khóa. Bản sao lưu cũ vẫn còn khóa ấy đến khi hết hạn lưu.")
    return 0


def split(chosen: argparse.Namespace) -> int:
    name, today = master_key.name_of(master_key.load()), clock.today()
    parts = actions.split(needed=chosen.needed, made=chosen.made, by=OPERATOR, at=clock.now())
    for number, words in enumerate(parts, start=1):
        if chosen.out is None:
            _say(f"Mảnh {number}/{chosen.made}:\n{words}\n")
        else:
            share = sheets.Share(
                words=words, number=number, made=chosen.made, needed=chosen.needed, key_name=name, made_on=today
            )
            _say(str(_written(chosen.out, share)))
    _say(f"Cần {chosen.needed} mảnh để dựng lại. In xong thì xóa tệp; mỗi người giữ một mảnh.")
    return 0


def combine(_chosen: argparse.Namespace) -> int:
    file = Path(settings.MASTER_KEY_FILE)
    typed: list[str] = []
    while True:
        line = _asked(f"Mảnh thứ {len(typed) + 1} (để trống khi đã đủ): ").strip()
        if not line:
            break
        shares.check(line)
        typed.append(line)
    key = shares.combine(typed)
    try:
        master_key.create(file, key)
    except FileExistsError as error:
        raise Refused(
            f"Đã có khóa chính tại {file}; không ghi đè.", way_out="Chuyển tệp ấy đi nơi khác trước."
        ) from error
    _say(f"Đã dựng lại khóa chính {master_key.name_of(key)}: {file}")
    return 0


def _described(row: DataKey, held: Counter[int]) -> dict[str, str | int]:
    state = "đã hủy" if row.destroyed_at else "đã thôi" if row.retired_at else "đang dùng"
    return {"id": row.pk, "scope": row.scope, "class": row.data_class, "state": state, "fields": held[row.pk]}


def _older() -> str:
    return ", ".join(file.name for file in master_key.older_files())


def _written(folder: Path, share: sheets.Share) -> Path:
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    file = folder / f"manh-{share.number}-trong-{share.made}.pdf"
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
        out.write(sheets.pdf(share))
    return file


def _told(progress: resealing.Progress) -> None:
    if sys.stdout.isatty():
        sys.stdout.write(f"\r{progress.resealed} trường …")
        sys.stdout.flush()


def _asked(question: str) -> str:
    """A secret: not shown while it is typed; one line of standard input when there is no keyboard."""
    return getpass.getpass(question) if sys.stdin.isatty() else sys.stdin.readline().rstrip("\n")


def _typed(question: str) -> str:
    return input(question) if sys.stdin.isatty() else sys.stdin.readline().rstrip("\n")


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()
