"""`./hoanhap migrate`: make the database, or bring it up to the version of the program."""

import argparse
import sys

from django.core.management import call_command

from hoanhap.foundation.vault import erasing
from hoanhap.site import readiness


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="hoanhap migrate", description="Tạo hoặc cập nhật cơ sở dữ liệu.")
    parser.parse_args(arguments)
    apply_migrations()
    sys.stdout.write("Cơ sở dữ liệu đã sẵn sàng.\n")
    return 0


def apply_migrations() -> None:
    """Bring the database up to date. Refused without the master key: migrations seal what older versions left open."""
    readiness.refuse_another_key()
    call_command("migrate", interactive=False, verbosity=0)
    erasing.scrub()
