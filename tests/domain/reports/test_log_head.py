"""Every sent report bears the head of the log; a draft bears none; the same report gives the same bytes."""

import io
import struct
import zipfile
import zlib
from datetime import timedelta
from pathlib import Path

import openpyxl
import pytest

from hoanhap.foundation.audit import chain, heads, verifying
from hoanhap.foundation.audit.models import AuditEntry, PrintedHead
from hoanhap.foundation.documents import qr
from hoanhap.kernel import periods
from hoanhap.kernel.errors import NotHere
from hoanhap.people.cases.models import Case
from hoanhap.steering.reports import actions, command, export, form, papers
from hoanhap.steering.reports.models import Report
from tests.cast import NOW, Cast

JUNE = periods.monthly(2020, 6)
SHAPE = form.get("BC01")
PERIOD = ["--unit", "Thường Lạc", "--period", "2020-06"]


@pytest.fixture
def draft(cast: Cast, pilot: list[Case]) -> Report:
    viewer = cast.viewer(cast.officer)
    report = actions.open_report(SHAPE, cast.thuong_lac, JUNE, by=viewer, at=NOW)
    return actions.fill(report, by=viewer, at=NOW)


def test_a_sent_report_bears_a_head_that_stands_in_the_log(cast: Cast, draft: Report) -> None:
    officer = cast.viewer(cast.officer)
    assert papers.fill(draft, officer).log_head is None
    assert "log_head" not in export.as_data(draft, viewer=officer)
    actions.submit(draft, by=officer, at=NOW)
    head = papers.fill(draft, officer).log_head
    assert head is not None
    assert heads.stands(heads.read(f"{head.position} {head.words}")) is True
    assert heads.read(head.qr).is_met_by(bytes(PrintedHead.objects.get().chain_digest))
    assert export.as_data(draft, viewer=officer)["log_head"]["words"] == head.words
    sent = AuditEntry.objects.get(code="report.submitted")  # the sending itself is below the head
    links = {row[1].replace("-", "") for row in verifying.of_connection().stretch(1, head.position)}
    assert sent.pk.hex in links


def test_the_files_show_it_and_are_the_same_bytes_later(cast: Cast, draft: Report) -> None:
    officer = cast.viewer(cast.officer)
    actions.submit(draft, by=officer, at=NOW)
    head = papers.fill(draft, officer).log_head
    assert head is not None
    first = {kind: export.as_file(draft, kind, viewer=officer) for kind in ("docx", "pdf", "xlsx")}
    chain.link_pending()
    actions.fill(
        actions.open_report(SHAPE, cast.thuong_lac, periods.monthly(2020, 5), by=officer, at=NOW), by=officer, at=NOW
    )
    assert {kind: export.as_file(draft, kind, viewer=officer) for kind in first} == first
    with zipfile.ZipFile(io.BytesIO(first["docx"])) as word:
        text = word.read("word/document.xml").decode()
        pictures = [word.read(name) for name in word.namelist() if name.startswith("word/media/")]
    assert head.words in text
    assert pictures == [qr.png(head.qr)]
    page = openpyxl.load_workbook(io.BytesIO(first["xlsx"])).worksheets[0]
    shown = {str(cell.value) for row in page.iter_rows() for cell in row if cell.value}
    assert {head.words, head.qr} <= shown


def test_taken_back_it_loses_the_head_and_gets_another_when_sent_again(cast: Cast, draft: Report) -> None:
    officer = cast.viewer(cast.officer)
    actions.submit(draft, by=officer, at=NOW)
    first = papers.log_head(draft)
    actions.recall(draft, by=officer, at=NOW + timedelta(minutes=1))
    assert papers.log_head(draft) is None
    actions.submit(draft, by=officer, at=NOW + timedelta(minutes=2))
    second = papers.log_head(draft)
    assert first is not None
    assert second is not None
    assert second.position > first.position


def test_the_qr_code_is_drawn_as_it_was_computed() -> None:
    """The picture's own pixels, read back, are the modules of the code."""
    text = "HN1:" + "0" * 32 + ":1204:" + "A" * 64
    picture, modules = qr.png(text), qr.matrix(text)
    width, height = struct.unpack(">II", picture[16:24])
    start = picture.index(b"IDAT") + 4
    (length,) = struct.unpack(">I", picture[start - 8 : start - 4])
    raw = zlib.decompress(picture[start : start + length])
    stride = len(raw) // height
    scale = width // len(modules)
    for row, line in enumerate(modules):
        bits = "".join(f"{byte:08b}" for byte in raw[row * scale * stride + 1 : (row * scale + 1) * stride])
        assert [bits[column * scale] == "0" for column in range(len(line))] == list(line)
    assert qr.svg(text).count("M") == sum(map(sum, modules))


def test_what_the_command_line_shows_is_logged_as_an_export(
    cast: Cast, draft: Report, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command.main(["show", *PERIOD, "--as", cast.officer.username]) == 0
    assert '"cells"' in capsys.readouterr().out
    logged = AuditEntry.objects.filter(code="report.exported")
    assert [(entry.origin, entry.account_id) for entry in logged] == [("cli", str(cast.officer.pk))]
    assert command.main(["show", *PERIOD, "--as", cast.officer.username, "--out", str(tmp_path)]) == 0
    assert logged.all().count() == 5
    assert len(list(tmp_path.iterdir())) == 4


def test_who_may_not_read_it_gets_nothing_and_leaves_no_export(
    cast: Cast, draft: Report, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(NotHere):
        command.main(["show", *PERIOD, "--as", cast.health_station.username])
    assert capsys.readouterr().out == ""
    assert not AuditEntry.objects.filter(code="report.exported").exists()


def test_nothing_is_shown_when_it_cannot_be_logged(
    cast: Cast, draft: Report, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_args: object, **_more: object) -> None:
        raise RuntimeError("the log is shut")

    monkeypatch.setattr("hoanhap.foundation.audit.actions.record_many", broken)
    with pytest.raises(RuntimeError):
        command.main(["show", *PERIOD, "--as", cast.officer.username])
    assert capsys.readouterr().out == ""
