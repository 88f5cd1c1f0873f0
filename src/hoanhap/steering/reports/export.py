"""A report as files: JSON for programs, Word for editing, PDF for printing, a workbook for those who calculate on."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils import translation

from hoanhap.foundation.access.viewer import Viewer
from hoanhap.foundation.documents import docx_writer, pdf_writer, xlsx_writer
from hoanhap.steering.reports import papers, policy, queries, withheld
from hoanhap.steering.reports.models import Report
from hoanhap.steering.reports.policy import ReportPermission

CONTENT_TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
}

_WRITERS: Mapping[str, Callable[[Any], bytes]] = {
    "docx": docx_writer.write,
    "pdf": pdf_writer.write,
    "xlsx": xlsx_writer.write,
}


def as_file(report: Report, kind: str, *, viewer: Viewer) -> bytes:
    """The official paper of the report as docx, pdf or xlsx: the same figures in each."""
    return _WRITERS[kind](papers.paper_of(report, viewer))


@translation.override("vi")  # data speak Vietnamese, whatever the screen does
def as_data(report: Report, *, viewer: Viewer) -> dict[str, Any]:
    """`{"form","unit","period","cells":[{"code","label","value","display","rows"}]}`; rows are ids, never names."""
    policy.require_own(viewer, ReportPermission.READ, report.unit_path)
    content = withheld.shown(report, viewer)
    with_rows = policy.may(viewer, ReportPermission.OPEN_ROWS, report)
    rows = _rows_by_code(report) if with_rows else {}
    return {
        "form": report.form_code,
        "unit": {"id": report.unit_id, "name": report.unit.heading},
        "period": {
            "from": report.period_from.isoformat(),
            "to": report.period.last_day.isoformat(),
            "label": content.form.period_label(report.period),
        },
        "state": report.run.state,
        "amendment": report.amendment,
        "cells": [_cell(line, rows, with_rows=with_rows) for line in content.lines.values()],
        **_log_head(report),
    }


def _log_head(report: Report) -> dict[str, Any]:
    """What the papers print below everything, for programs."""
    head = papers.log_head(report)
    return {"log_head": {"position": head.position, "words": head.words, "qr": head.qr}} if head else {}


def _cell(line: queries.Line, rows: Mapping[str, list[str]], *, with_rows: bool) -> dict[str, Any]:
    figure = line.figure
    counted = figure.cell.ratio[0] if figure.cell.ratio else figure.cell.code
    value = figure.value
    cell: dict[str, Any] = {
        "code": figure.cell.code,
        "label": figure.cell.label,
        "value": value if value is None or isinstance(value, int) else float(value),
        "display": figure.display,
    }
    if with_rows:
        cell["rows"] = rows.get(counted, [])
    return cell


def _rows_by_code(report: Report) -> dict[str, list[str]]:
    """All rows behind all lines, with one query for the cells of all parts."""
    found: dict[str, list[str]] = {}
    for cell in queries.cells_of(queries.leaves(report)):
        found.setdefault(cell.code, []).extend(str(row) for row in cell.row_ids)
    return found
