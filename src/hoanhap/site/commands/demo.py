"""`./hoanhap demo`: the demonstration in a folder of its own, made anew at each start; then the server.

The data and the papers are made by `hoanhap.ops.demonstration.command.main`; what stands here is the house around it.
"""

import argparse
import os
import sys
from pathlib import Path

from hoanhap.kernel.errors import Refused
from hoanhap.site import cli, env

PORT = 8000


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="hoanhap demo", description="Dữ liệu minh họa; mọi người đều là hư cấu.")
    parser.add_argument("--no-serve", action="store_true", help="chỉ dựng dữ liệu và ghi tệp, không mở máy chủ")
    parser.add_argument("--out", metavar="THƯ-MỤC", help="ghi report.json, .docx, .pdf, .xlsx vào thư mục này")
    parser.add_argument("--port", type=int, default=PORT, help=f"cổng (mặc định {PORT})")
    chosen = parser.parse_args(arguments)
    _choose_folder()
    cli.set_up_django()
    from hoanhap.ops.demonstration import command
    from hoanhap.site.commands import migrate, serve

    if not chosen.no_serve:
        serve.refuse_busy(host=serve.HOST, port=chosen.port)
    _keep_key()
    _forget_last_time()
    migrate.apply_migrations()
    code = command.main(["--out", chosen.out] if chosen.out else [])
    if code or chosen.no_serve:
        return code
    sys.stdout.write(f"Mở trình duyệt tại http://{serve.HOST}:{chosen.port}/  (Ctrl-C để dừng)\n")
    sys.stdout.flush()
    serve.serve(host=serve.HOST, port=chosen.port)
    return 0


def _forget_last_time() -> None:
    """Each start plays the same morning anew: the file in the demonstration's own folder goes, nothing else."""
    from django.conf import settings

    database = settings.DATABASES["default"]
    if not database["ENGINE"].endswith("sqlite3"):
        return
    file = Path(database["NAME"])
    if file.parent != Path(settings.DATA_DIR):
        raise Refused(
            f"{file} không nằm trong thư mục dữ liệu minh họa.",
            way_out="Bỏ biến HOANHAP_DATABASE; dữ liệu minh họa luôn được dựng lại từ đầu.",
        )
    for name in (file, file.with_name(file.name + "-wal"), file.with_name(file.name + "-shm")):
        name.unlink(missing_ok=True)


def _keep_key() -> None:
    from django.conf import settings

    from hoanhap.foundation.vault import master_key

    file = Path(settings.MASTER_KEY_FILE)
    if not settings.MASTER_KEY and not file.exists():
        master_key.create(file)


def _choose_folder() -> None:
    """Point the settings at `var/demo`; a database somebody named is used only if he calls it a demonstration."""
    if env.text("HOANHAP_DATABASE") and not env.switch("HOANHAP_DEMONSTRATION", default=False):
        raise Refused(
            "HOANHAP_DATABASE đang chỉ vào một cơ sở dữ liệu khác.",
            way_out="Bỏ biến này, hoặc đặt HOANHAP_DEMONSTRATION=yes nếu đó là cơ sở dữ liệu dành cho minh họa.",
        )
    if not env.switch("HOANHAP_DEMONSTRATION", default=False):
        root = Path(__file__).resolve().parents[4]
        base = env.folder("HOANHAP_DATA", default=root / "var")
        os.environ["HOANHAP_DATA"] = str(base / "demo")
        os.environ["HOANHAP_DEMONSTRATION"] = "yes"
