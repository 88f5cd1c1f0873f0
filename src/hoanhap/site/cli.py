"""The command line: one table of commands, each imported only when it is asked for.

A command is a function `main(arguments) -> int`. An expected refusal leaves as one Vietnamese sentence on stderr and
exit code 2; a traceback means a fault of ours.
"""

import importlib
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TextIO

from hoanhap.kernel.errors import NotHere, Refused

REFUSED = 2
INTERRUPTED = 130


@dataclass(frozen=True, kw_only=True)
class Command:
    """One line of the help and where its work is done; `module` is empty for a command of the workshop."""

    name: str
    usage: str
    summary: str
    module: str = ""
    django: bool = True


FOR_USERS = (
    Command(
        name="demo",
        usage="demo [--no-serve] [--out THƯ-MỤC] [--port CỔNG]",
        summary="Dựng dữ liệu minh họa (người đều là hư cấu), ghi báo cáo mẫu, rồi mở máy chủ.",
        module="hoanhap.site.commands.demo",
        django=False,  # it chooses its own folder of data before the settings are read
    ),
    Command(
        name="serve",
        usage="serve [--host ĐỊA-CHỈ] [--port CỔNG]",
        summary="Cập nhật cơ sở dữ liệu rồi mở máy chủ (mặc định 127.0.0.1:8000).",
        module="hoanhap.site.commands.serve",
    ),
    Command(
        name="migrate",
        usage="migrate",
        summary="Tạo hoặc cập nhật cơ sở dữ liệu.",
        module="hoanhap.site.commands.migrate",
    ),
    Command(
        name="key",
        usage="key create|list|rotate|reseal|rewrap|destroy|split|combine",
        summary="Tạo khóa chính, một lần, trước khi dùng; thay, hủy, chia khóa thành mảnh, dựng lại.",
        module="hoanhap.ops.keys.command",
    ),
    Command(
        name="setup",
        usage="setup [--address ĐỊA-CHỈ]",
        summary="Thiết lập lần đầu: in đường dẫn dùng một lần để tạo quản trị viên.",
        module="hoanhap.site.commands.setup",
    ),
    Command(
        name="account",
        usage="account …",
        summary="Tạo tài khoản, giao nhiệm vụ; đặt lại lớp bảo vệ thứ hai cho người mất điện thoại.",
        module="hoanhap.site.commands.account",
    ),
    Command(
        name="import",
        usage="import people TỆP --unit ĐƠN-VỊ --as TÀI-KHOẢN [--on NGÀY] [--dry-run]",
        summary="Nhập danh sách người được hỗ trợ từ .xlsx, .xls, .ods, .csv.",
        module="hoanhap.exchange.command",
    ),
    Command(
        name="report",
        usage="report …",
        summary="Lập, xem, xuất báo cáo định kỳ.",
        module="hoanhap.steering.reports.command",
    ),
    Command(
        name="daily",
        usage="daily",
        summary="Việc hằng đêm: nhắc hạn, mở báo cáo của kỳ vừa hết, nối nhật ký.",
        module="hoanhap.ops.daily",
    ),
    Command(
        name="verify-audit",
        usage="verify-audit [--head “SỐ SÁU ÂM TIẾT”] [--against TỆP] [--export TỆP] [--public-key]",
        summary="Kiểm tra nhật ký có nguyên vẹn và có chứa dấu đã in ra không.",
        module="hoanhap.foundation.audit.command",
    ),
    Command(
        name="backup",
        usage="backup --to THƯ-MỤC --recipient age1… | backup keygen --out TỆP",
        summary="Sao lưu, niêm phong bằng khóa công khai, kèm bản kê đã ký và dấu nhật ký.",
        module="hoanhap.ops.backups.command",
    ),
    Command(
        name="restore",
        usage="restore TỆP.age --identity TỆP-KHÓA --into TỆP|postgresql://… [--head “SỐ SÁU ÂM TIẾT”]",
        summary="Kiểm tra mọi thứ trong bản sao lưu rồi khôi phục; không ghi đè nếu không được bảo.",
        module="hoanhap.ops.backups.restore_command",
    ),
    Command(
        name="law",
        usage="law term|due …",
        summary="Hỏi thời hạn, thẩm quyền theo pháp luật tại một ngày; trả lời bằng JSON.",
        module="hoanhap.law.command",
        django=False,
    ),
    Command(
        name="places",
        usage="places …",
        summary="Tra cứu đơn vị hành chính theo ngày; bàn giao hồ sơ sau sắp xếp (hand-over).",
        module="hoanhap.site.commands.places",
    ),
)
FOR_CHANGERS = (
    Command(
        name="test",
        usage="test [--only sqlite|postgres] [tham số pytest]",
        summary="Chạy mọi kiểm tra và mọi kiểm thử trên hai cơ sở dữ liệu; có tham số thì chạy nhanh phần đó.",
    ),
    Command(name="check", usage="check", summary="Chạy các kiểm tra mã nguồn: ruff, mypy, thứ tự nhập, mẫu trang."),
    Command(name="bench", usage="bench", summary="Đo tốc độ và bộ nhớ so với mục tiêu."),
    Command(
        name="prove",
        usage="prove [TÊN…] [--database sqlite|postgres]",
        summary="Chạy các chứng minh cỡ lớn; mỗi số đo là một dòng JSON.",
    ),
    Command(
        name="mutants",
        usage="mutants [--only MẪU] [--sample N]",
        summary="Bỏ lần lượt từng cổng, bộ lọc, mặt nạ, lần niêm phong; kiểm thử phải nhận ra.",
    ),
)
COMMANDS = {command.name: command for command in (*FOR_USERS, *FOR_CHANGERS)}


def show_help(*, to: TextIO) -> None:
    """List every command with one line each."""

    def lines(commands: Sequence[Command]) -> str:
        return "\n".join(f"  ./hoanhap {command.usage}\n      {command.summary}" for command in commands)

    to.write(
        "Hòa Nhập: hỗ trợ người sau cai và người được hỗ trợ trở lại với việc làm, gia đình.\n\n"
        f"Cho người vận hành:\n{lines(FOR_USERS)}\n\n"
        f"Cho người sửa đổi chương trình:\n{lines(FOR_CHANGERS)}\n\n"
        "Thêm --help sau tên lệnh để xem chi tiết. Thiết lập qua biến môi trường: docs/howto/run.md\n"
    )


def main(arguments: Sequence[str]) -> int:
    """Run one command and give its exit code."""
    name, *rest = arguments or ["help"]
    if name in {"help", "--help", "-h"}:
        show_help(to=sys.stdout)
        return 0
    command = COMMANDS.get(name)
    if command is None:
        sys.stderr.write(f"Không có lệnh “{name}”. Gõ ./hoanhap help để xem các lệnh.\n")
        return REFUSED
    if not command.module:
        sys.stderr.write(f"Lệnh “{name}” chỉ chạy từ mã nguồn: ./hoanhap {name}\n")
        return REFUSED
    return answer(lambda: _start(command, rest))


def _start(command: Command, rest: Sequence[str]) -> int:
    if command.django:
        set_up_django()
    run: Callable[[list[str]], int] = importlib.import_module(command.module).main
    return run(list(rest))


def set_up_django() -> None:
    """Load the settings and the apps; a wrong setting is a refusal, not a traceback."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hoanhap.site.settings")
    import django

    from hoanhap.site import env

    try:
        django.setup()
    except env.WrongSetting as error:
        raise Refused(f"Thiết lập sai: {error}.", way_out="Xem docs/howto/run.md.") from error


def answer(run: Callable[[], int]) -> int:
    """Turn what may be expected into a sentence and an exit code."""
    try:
        return run()
    except Refused as refusal:
        parts = (refusal.message, refusal.way_out, f"({refusal.article})" if refusal.article else "")
        sys.stderr.write(" ".join(str(part) for part in parts if part) + "\n")
        return REFUSED
    except NotHere:
        sys.stderr.write("Không tìm thấy, hoặc tài khoản này không được xem.\n")
        return REFUSED
    except KeyboardInterrupt:
        sys.stderr.write("\nĐã dừng.\n")
        return INTERRUPTED
    except BrokenPipeError:  # the reader (head, less) went away; nothing is wrong
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:
        sentence = _expected_of_the_system(error)
        if sentence is None:
            raise
        sys.stderr.write(f"{sentence}\n")
        return REFUSED


def _expected_of_the_system(error: Exception) -> str | None:
    """A sentence for what a machine may do to us (no database, no file, no right); None for a fault of ours."""
    if isinstance(error, FileNotFoundError):
        return f"Không tìm thấy tệp: {error.filename}"
    if isinstance(error, IsADirectoryError):
        return f"Đây là thư mục, không phải tệp: {error.filename}"
    if isinstance(error, PermissionError):
        return f"Không có quyền đọc hoặc ghi: {error.filename}"
    configured = sys.modules.get("django.core.exceptions")
    if configured is not None and isinstance(error, configured.ImproperlyConfigured):
        return f"Thiết lập chưa đúng: {error}"
    database = sys.modules.get("django.db")
    if database is not None and isinstance(error, database.OperationalError):
        if "no such table" in str(error):
            return "Cơ sở dữ liệu chưa được tạo. Hãy chạy: ./hoanhap migrate"
        return f"Không dùng được cơ sở dữ liệu (HOANHAP_DATABASE): {str(error).strip().splitlines()[0]}"
    if database is not None and isinstance(error, database.ProgrammingError) and "does not exist" in str(error):
        return "Cơ sở dữ liệu chưa được tạo. Hãy chạy: ./hoanhap migrate"
    return None
