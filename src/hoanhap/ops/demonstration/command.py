"""`./hoanhap demo`: make the data in one transaction, write the papers, print the accounts."""

import argparse
import sys
from datetime import date
from pathlib import Path

from django.db import transaction

from hoanhap.foundation.access.models import Account
from hoanhap.foundation.audit import chain
from hoanhap.kernel import clock, ids
from hoanhap.kernel.errors import Refused
from hoanhap.ops.demonstration import accounts, calendar, cast, chapters, health, offices, reporting, work
from hoanhap.people.cases import actions as cases
from hoanhap.people.cases.models import Cohort
from hoanhap.steering.reports import command as report_command
from hoanhap.steering.reports.models import Report

SEED = "hong-ngu-2020"


def main(argv: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="hoanhap demo")
    parser.add_argument("--out", type=Path)
    options = parser.parse_args(argv)
    made = load()
    if options.out:
        viewer = made.offices.viewer(reporting.MERGER, calendar.TODAY)
        report_command.write_files(made.report, options.out, viewer)
        sys.stdout.write(f"Đã ghi report.json, report.docx, report.pdf, report.xlsx vào {options.out}\n")
    _print_accounts()
    return 0


class Demonstration:
    """What was made: the offices and the paper of the half-year."""

    def __init__(self, made: offices.Offices, report: Report) -> None:
        self.offices = made
        self.report = report


def load() -> Demonstration:
    """Make everything anew, all or nothing. Raises Refused in a database that holds accounts already."""
    if Account.objects.exists():
        raise Refused("Cơ sở dữ liệu này đã có dữ liệu.", way_out="Dữ liệu minh họa chỉ nạp vào cơ sở dữ liệu trống.")
    calendar.start_clock()
    with ids.repeatable(SEED), transaction.atomic():
        made = offices.set_up()
        report = _half_a_year(made)
    while chain.link_pending():
        pass
    return Demonstration(made, report)


def _half_a_year(made: offices.Offices) -> Report:
    """January to June, month by month, as the offices would have worked."""
    rows = work.open_pilot(made, after=date(2020, 1, 1), until=date(2020, 2, 1))
    cohort = _follow_together(made, rows)
    work.open_elsewhere(made)
    for month, (year, number) in enumerate(work.MONTHS):
        if number == 6:
            rows += _newcomer(made, cohort)
        work.log_month(made, rows, month)
        chapters.tell(made, rows, number)
        if number < 6:
            reporting.close_month(made, year, number)
    health.refer(made, rows)
    chapters.tell_last(made, rows)
    report = reporting.half_year(made)
    reporting.month_under_way(made)
    cases.open_term_duties(on=calendar.TODAY, by=offices.SETTER, at=calendar.NOW)
    return report


def _follow_together(made: offices.Offices, rows: work.Rows) -> Cohort:
    """The pilot is followed as one cohort from its first day."""
    commune = made.communes[cast.PILOT]
    at = calendar.at(2020, 1, 20)
    cohort = cases.start_cohort(
        unit=commune,
        name="Quản lý, giáo dục, giúp đỡ tại cộng đồng",
        from_on=date(2020, 1, 16),
        by=offices.SETTER,
        at=at,
    )
    cases.add_to_cohort(
        cohort=cohort, cases=[case for _, case in rows], joined_on=date(2020, 1, 16), by=offices.SETTER, at=at
    )
    return cohort


def _newcomer(made: offices.Offices, cohort: Cohort) -> work.Rows:
    """The seventeenth joins in May and has no helper yet."""
    rows = work.open_pilot(made, after=date(2020, 5, 1), until=date(2020, 6, 1))
    cases.add_to_cohort(
        cohort=cohort,
        cases=[case for _, case in rows],
        joined_on=rows[0][0].decided_on,
        by=offices.SETTER,
        at=clock.at(rows[0][0].decided_on, 16),
    )
    return rows


def _print_accounts() -> None:
    sys.stdout.write(f"Hôm nay trong dữ liệu minh họa: {calendar.TODAY:%d/%m/%Y}. Tài khoản (người đều là hư cấu):\n")
    for account in accounts.shown():
        sys.stdout.write(f"  {account.username:<16} {account.password}   {account.title}, {account.place}\n")
    sys.stdout.write("Mã 6 số của lớp bảo vệ thứ hai hiện ngay trên trang hỏi mã.\n")
