"""`./hoanhap key create`: the master key, once per office, before the first start."""

import argparse
import sys
from pathlib import Path

from django.conf import settings

from hoanhap.foundation.vault import master_key
from hoanhap.kernel.errors import Refused


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="hoanhap key", description="Khóa chính mở mọi tên và số giấy tờ.")
    parser.add_argument("verb", choices=["create"], help="create: tạo khóa chính mới")
    parser.parse_args(arguments)
    file = Path(settings.MASTER_KEY_FILE)
    try:
        master_key.create(file)
    except FileExistsError as error:
        raise Refused(f"Đã có khóa chính tại {file}; không ghi đè.") from error
    sys.stdout.write(
        f"Đã tạo khóa chính: {file}\nMất khóa là mất mọi tên và số giấy tờ: cất thêm một bản ở nơi khác.\n"
    )
    return 0
