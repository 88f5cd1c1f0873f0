"""Lists for the tests of these doors, and the steps an officer takes with them. Everybody in them is invented."""

from collections.abc import Sequence

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from hoanhap.exchange.models import ImportBatch
from tests.rules.exchange import bad_files

HEADINGS = ["STT", "Họ và tên", "Năm sinh", "Nơi ở hiện nay", "Diện quản lý"]
GOOD = [
    [1, "Nguyễn Văn An", 1990, "ấp 1", "nghiện"],
    [2, "Trần Thị Bích", 1985, "ấp 2", "nghiện"],
    [3, "Lê Quốc Cường", 1992, "ấp 2", "nghiện"],
]
BAD = [4, "Phạm Tương Lai", 2031, "ấp 1", "nghiện"]


def sheet(rows: Sequence[Sequence[object]] = (*GOOD, BAD)) -> bytes:
    """Title row, headings in the second row: the first person stands in row 3."""
    return bad_files.xlsx([["DANH SÁCH"], HEADINGS, *rows])


def many(count: int) -> list[list[object]]:
    """Persons nobody could take for one another."""
    given = ("An", "Bình", "Cường", "Dung", "Giang", "Hạnh", "Khoa", "Linh", "Minh", "Nga")
    middle = ("Văn", "Thị", "Hữu", "Ngọc", "Quốc", "Thanh", "Đức", "Kim", "Gia", "Bảo")
    family = ("Nguyễn", "Trần", "Lê", "Phạm", "Huỳnh", "Võ", "Đặng", "Bùi")
    return [
        [n + 1, f"{family[n // 100 % 8]} {middle[n // 10 % 10]} {given[n % 10]}", 1970 + n % 30, "ấp 1", "nghiện"]
        for n in range(count)
    ]


def upload(client: Client, data: bytes | None = None, *, name: str = "danh-sach.xlsx", **typed: str) -> ImportBatch:
    """Send a file that is read; the batch it made."""
    file = SimpleUploadedFile(name, sheet() if data is None else data)
    answer = client.post("/imports/new/", {"on": "16/06/2020", "file": file} | typed)
    assert answer.status_code == 302, answer.content.decode()
    return ImportBatch.objects.order_by("-previewed_at", "-id")[0]
