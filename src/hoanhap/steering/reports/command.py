"""`./hoanhap report …`: fill, merge, show and export a report from the command line, under an account's own rights."""

import argparse
import json
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hoanhap.kernel import clock
from hoanhap.kernel.errors import Refused
from hoanhap.kernel.periods import Period

if TYPE_CHECKING:
    from hoanhap.foundation.access.viewer import Viewer
    from hoanhap.foundation.places.models import Place
    from hoanhap.steering.reports.form import Form
    from hoanhap.steering.reports.models import Report

_PERIOD = re.compile(r"^(\d{4})(?:-(?:(\d{1,2})|H([12])))?$")


def main(argv: list[str]) -> int:
    options = _arguments(argv)
    report = _run(options)
    data = _logged_data(report, options)
    if options.out:
        write_files(report, options.out, _viewer(options.account))
    json.dump(data, sys.stdout, ensure_ascii=False, indent=1)
    sys.stdout.write("\n")
    return 0


def _logged_data(report: "Report", options: argparse.Namespace) -> dict[str, Any]:
    """What is printed or written here leaves the house like a download: its row stands before the first byte."""
    from django.db import transaction

    from hoanhap.foundation import audit
    from hoanhap.steering.reports import export

    viewer = _viewer(options.account)
    kinds = ("json", "docx", "pdf", "xlsx") if options.out else ("json",)
    with transaction.atomic():
        data = export.as_data(report, viewer=viewer)
        rows = [audit.Subject("report", report.pk, report.unit_path, {"kind": kind}) for kind in kinds]
        audit.record_many("report.exported", by=viewer.actor, at=clock.now(), rows=rows)
    return data


def _arguments(argv: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="hoanhap report", description="Báo cáo định kỳ.")
    parser.add_argument("verb", choices=["fill", "merge", "show"], help="điền, tổng hợp, xem")
    parser.add_argument("--form", default="BC01", help="mã biểu")
    parser.add_argument("--unit", required=True, help="tên hoặc mã đơn vị")
    parser.add_argument("--period", required=True, help="kỳ: 2020-06, 2020-H1 hoặc 2020")
    parser.add_argument("--as", dest="account", required=True, help="tài khoản")
    parser.add_argument("--out", type=Path, help="thư mục để ghi report.json, .docx, .pdf, .xlsx")
    return parser.parse_args(argv)


def _run(options: argparse.Namespace) -> "Report":
    from hoanhap.foundation.places import queries as places
    from hoanhap.steering.reports import form as forms

    shape = forms.get(options.form)
    period = parse_period(shape, options.period)
    unit = places.one(options.unit, on=period.last_day)
    return _report(options.verb, shape, unit, period, _viewer(options.account))


def _report(verb: str, shape: "Form", unit: "Place", period: Period, viewer: "Viewer") -> "Report":
    from hoanhap.steering.reports import actions, merging, policy, queries

    now = clock.now()
    if verb == "merge":
        return merging.merge(shape, unit, period, by=viewer, at=now).report
    if verb == "fill":
        return actions.fill(actions.open_report(shape, unit, period, by=viewer, at=now), by=viewer, at=now)
    policy.require_own(viewer, policy.ReportPermission.READ, unit.path)
    found = queries.current(shape.code, unit, period) or queries.latest(shape.code, unit, period)
    if found is None:
        raise Refused(
            f"{unit.heading} chưa có báo cáo {shape.period_label(period)}.", way_out="Điền trước: report fill …"
        )
    return found


def write_files(report: "Report", folder: Path, viewer: "Viewer") -> None:
    """Write report.json, report.docx, report.pdf and report.xlsx into the folder."""
    from hoanhap.steering.reports import export

    folder.mkdir(parents=True, exist_ok=True)
    data = json.dumps(export.as_data(report, viewer=viewer), ensure_ascii=False, indent=1) + "\n"
    (folder / "report.json").write_text(data, encoding="utf-8")
    for kind in ("docx", "pdf", "xlsx"):
        (folder / f"report.{kind}").write_bytes(export.as_file(report, kind, viewer=viewer))


def parse_period(shape: "Form", text: str) -> Period:
    """ "2020-06" is a month, "2020-H1" a half, "2020" a year, with the form's own cut day. Raises Refused."""
    from hoanhap.steering.reports.form import Window

    found = _PERIOD.match(text.strip())
    if found is None or not 1 <= int(found.group(2) or 1) <= 12:
        raise Refused(f"“{text}” không phải là kỳ báo cáo.", way_out="Viết 2020-06, 2020-H1 hoặc 2020.")
    year, month, half = found.groups()
    if month:
        return shape.period(Window.MONTH, int(year), int(month))
    return shape.period(Window.HALF_YEAR, int(year), int(half)) if half else shape.period(Window.YEAR, int(year), 1)


def _viewer(username: str) -> "Viewer":
    from hoanhap.foundation.access import viewer
    from hoanhap.foundation.access.models import Account

    account = Account.objects.filter(username=username).first()
    if account is None:
        raise Refused(f"Không có tài khoản “{username}”.")
    return viewer.of(account, origin="cli")
