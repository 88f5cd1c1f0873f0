"""Declares permissions, grants, audit codes, duties, papers and field classes of the reports."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "hoanhap.steering.reports"
    label = "reports"
    verbose_name = "Báo cáo định kỳ"

    def ready(self) -> None:
        from hoanhap.foundation.audit import codes
        from hoanhap.foundation.documents import register
        from hoanhap.foundation.places import fates
        from hoanhap.foundation.places.fates import Fate
        from hoanhap.steering.reports import carrying, duties, field_classes, grants, papers

        codes.declare(
            {
                "report.opened": "Mở báo cáo của kỳ",
                "report.filled": "Điền báo cáo từ công việc đã ghi",
                "report.remarked": "Ghi nhận xét trong báo cáo",
                "report.submitted": "Gửi báo cáo",
                "report.recalled": "Rút lại báo cáo",
                "report.returned": "Trả lại báo cáo",
                "report.accepted": "Chấp nhận báo cáo",
                "report.amended": "Lập bản đính chính",
                "report.reminded": "Nhắc gửi báo cáo",
                "report.merged": "Tổng hợp báo cáo",
                "report.rows_opened": "Mở các dòng sau một con số",
                "report.exported": "Xuất báo cáo",
            }
        )
        grants.give()
        duties.declare()
        field_classes.declare()
        register.papers.add(papers.PAPER, papers.fill)
        _describe()
        fates.declare("reports.Report", Fate.STAYS, why="reports on periods the unit saw to their end")
        fates.unit_carriers.add("reports.owed", carrying.withdraw)


def _describe() -> None:
    from django.utils.translation import gettext_lazy as _

    from hoanhap.foundation.privacy import inventory

    inventory.entries.add(
        "reports.Report",
        inventory.Entry(
            purpose=_("Nhận xét, kiến nghị kèm báo cáo; không ghi tên người"),
            basis=_("Chế độ báo cáo của cơ quan nhà nước; Luật 91/2025/QH15 Điều 19"),
            retention=_("theo hồ sơ báo cáo"),
            readers=("reports.read",),
        ),
    )
