"""What leaves the command line: a sentence and a code for what may be expected, a traceback only for our own faults."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import OperationalError

from hoanhap.kernel.errors import NotHere, Refused
from hoanhap.site import cli

pytestmark = pytest.mark.once("sqlite")


def _raising(error: BaseException) -> Callable[[], int]:
    def run() -> int:
        raise error

    return run


NO_TABLE = "Cơ sở dữ liệu chưa được tạo. Hãy chạy: ./hoanhap migrate\n"
NO_SERVER = "Không dùng được cơ sở dữ liệu (HOANHAP_DATABASE): connection refused\n"
TOO_YOUNG = Refused("Chưa đủ tuổi.", way_out="Kiểm tra ngày sinh.", article="Điều 5")


@pytest.mark.parametrize(
    ("error", "code", "sentence"),
    [
        (TOO_YOUNG, 2, "Chưa đủ tuổi. Kiểm tra ngày sinh. (Điều 5)\n"),
        (NotHere(), 2, "Không tìm thấy, hoặc tài khoản này không được xem.\n"),
        (FileNotFoundError(2, "No such file", "ds.xlsx"), 2, "Không tìm thấy tệp: ds.xlsx\n"),
        (IsADirectoryError(21, "Is a directory", "ds"), 2, "Đây là thư mục, không phải tệp: ds\n"),
        (OperationalError("no such table: places_place"), 2, NO_TABLE),
        (OperationalError("connection refused\nmore"), 2, NO_SERVER),
        (ImproperlyConfigured("Chưa có khóa chính."), 2, "Thiết lập chưa đúng: Chưa có khóa chính.\n"),
        (KeyboardInterrupt(), 130, "\nĐã dừng.\n"),
    ],
)
def test_the_expected_leaves_as_a_sentence(
    error: BaseException, code: int, sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.answer(_raising(error)) == code
    said = capsys.readouterr()
    assert (said.out, said.err) == ("", sentence)


def test_a_fault_of_ours_is_not_hidden() -> None:
    with pytest.raises(ZeroDivisionError):
        cli.answer(_raising(ZeroDivisionError()))


def test_an_answer_keeps_its_own_code() -> None:
    assert cli.answer(lambda: 0) == 0
    assert cli.answer(lambda: 3) == 3


def test_every_command_is_told_in_one_line_and_leads_to_a_main() -> None:
    for command in cli.COMMANDS.values():
        assert command.usage.split()[0] == command.name
        assert command.summary.endswith(".")
        assert "\n" not in command.summary


@pytest.mark.parametrize("command", cli.FOR_USERS, ids=lambda command: command.name)
def test_the_module_of_a_command_is_there(command: cli.Command) -> None:
    file = Path(cli.__file__).parents[2].joinpath(*command.module.split(".")).with_suffix(".py")
    assert "\ndef main(" in file.read_text()


def test_a_command_of_the_workshop_is_sent_to_the_launcher(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["check"]) == 2
    assert "./hoanhap check" in capsys.readouterr().err
