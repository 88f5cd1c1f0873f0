"""`./hoanhap migrate`: make the database, or bring it up to the version of the program."""

import argparse
import sys

from django.core.management import call_command


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="hoanhap migrate", description="Tạo hoặc cập nhật cơ sở dữ liệu.")
    parser.parse_args(arguments)
    apply_migrations()
    sys.stdout.write("Cơ sở dữ liệu đã sẵn sàng.\n")
    return 0


def apply_migrations() -> None:
    call_command("migrate", interactive=False, verbosity=0)
