"""The reports of the demonstration: months that are closed, a half-year merged and numbered, a month under way."""

from datetime import date, datetime, timedelta

from hoanhap.kernel import clock
from hoanhap.kernel.periods import Period
from hoanhap.ops.demonstration import cast
from hoanhap.ops.demonstration.calendar import NOW, TODAY
from hoanhap.ops.demonstration.offices import Offices
from hoanhap.steering.reports import actions, form, merging, papers
from hoanhap.steering.reports.form import Window
from hoanhap.steering.reports.models import Report

MERGER = "th.hongngu"
SHAPE = form.get("BC01")


def close_month(offices: Offices, year: int, month: int) -> None:
    """All communes send, the district accepts and merges: a month that is over."""
    period = SHAPE.period(Window.MONTH, year, month)
    sent_at = clock.at(period.end, 10)
    for name in cast.COMMUNES:
        accept(offices, send(offices, name, period, sent_at), sent_at + timedelta(hours=4))
    merged = merge(offices, period, sent_at + timedelta(hours=6))
    merger = offices.viewer(MERGER, period.end)
    papers.issue(merged, issued_on=period.end, by=merger, at=sent_at + timedelta(hours=7))
    actions.submit(merged, by=merger, at=sent_at + timedelta(hours=7))


def half_year(offices: Offices) -> Report:
    """The first half of 2020 (15/12/2019–14/6/2020): merged, with its number, ready to go to the province."""
    period = SHAPE.period(Window.HALF_YEAR, 2020, 1)
    for name in cast.COMMUNES:
        report = send(offices, name, period, clock.at(period.end, 9))
        accept(offices, report, clock.at(period.end, 14))
    merged = merge(offices, period, clock.at(period.end, 15))
    merger = offices.viewer(MERGER, TODAY)
    actions.remark(
        merged,
        results="Tổ công tác của các xã, thị trấn duy trì gặp gỡ hằng tháng; một số người đi làm xa, khó gặp đúng kỳ.",
        proposals="Đề nghị mở lớp tập huấn tư vấn cho thành viên Tổ công tác và hỗ trợ học nghề cho người có nhu cầu.",
        version=merged.version,
        by=merger,
        at=NOW,
    )
    papers.issue(merged, issued_on=TODAY, by=merger, at=NOW)
    return merged


def month_under_way(offices: Offices) -> None:
    """June 2020: some have been accepted, one was returned, one lies with the district, some have not sent."""
    period = SHAPE.period(Window.MONTH, 2020, 6)
    at = clock.at(period.end, 10)
    actions.open_many(SHAPE, offices.communes.values(), period, by=offices.viewer(MERGER, TODAY).actor, at=at)
    for name in ("Thường Thới Tiền", "Long Khánh A", "Long Thuận", "Phú Thuận A", "Thường Phước 1"):
        accept(offices, send(offices, name, period, at), at + timedelta(hours=2))
    send(offices, "Thường Phước 2", period, at)
    returned = send(offices, "Long Khánh B", period, at)
    actions.send_back(
        returned,
        reason="Còn người chưa có người giúp đỡ; xem lại và ghi chú.",
        by=offices.viewer(MERGER, TODAY),
        at=at + timedelta(hours=3),
    )


def send(offices: Offices, commune: str, period: Period, at: datetime) -> Report:
    by = offices.officer(commune, _day(at))
    report = actions.open_report(SHAPE, offices.communes[commune], period, by=by, at=at)
    actions.fill(report, by=by, at=at)
    return actions.submit(report, by=by, at=at)


def accept(offices: Offices, report: Report, at: datetime) -> Report:
    return actions.accept(report, by=offices.viewer(MERGER, _day(at)), at=at)


def merge(offices: Offices, period: Period, at: datetime) -> Report:
    return merging.merge(SHAPE, offices.district, period, by=offices.viewer(MERGER, _day(at)), at=at).report


def _day(at: datetime) -> date:
    return clock.local_day(at)
