"""What the templates of the reports show: words for states, lines with doors, the facts to check before sending."""

from dataclasses import dataclass
from typing import Any

from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from hoanhap.foundation import vault
from hoanhap.foundation.access.viewer import Viewer
from hoanhap.foundation.approvals.models import Act
from hoanhap.foundation.approvals.states import OPEN_STATES, State
from hoanhap.foundation.places.models import PlaceKind
from hoanhap.kernel.periods import Period
from hoanhap.steering.publications import policy as publications
from hoanhap.steering.reports import board as boards
from hoanhap.steering.reports import form as report_forms
from hoanhap.steering.reports import merging, papers, policy, queries, withheld
from hoanhap.steering.reports.board import Board, BoardRow
from hoanhap.steering.reports.form import Form
from hoanhap.steering.reports.models import Report
from hoanhap.steering.reports.policy import ReportPermission
from hoanhap.web.office.reports.forms import period_code
from hoanhap.web.ui import labels
from hoanhap.web.ui.parts import Fact
from hoanhap.web.ui.requests import OfficeRequest

STATE_WORDS: dict[str, tuple[str | Promise, str]] = {
    boards.NOT_SENT: (gettext_lazy("Chưa gửi"), "plain"),
    State.DRAFT: (gettext_lazy("Đang soạn"), "plain"),
    State.SUBMITTED: (gettext_lazy("Đã gửi"), "plain"),
    State.RETURNED: (gettext_lazy("Trả lại"), "look"),
    State.ACCEPTED: (gettext_lazy("Đã chấp nhận"), "done"),
}


@dataclass(frozen=True, slots=True)
class Listed:
    """One report in a list of a unit's own."""

    report: Report
    label: str
    state: str | Promise
    kind: str


@dataclass(frozen=True, slots=True)
class Acted:
    """One act on a report, with its reason opened."""

    act: Act
    reason: str


@dataclass(frozen=True, slots=True)
class Shown:
    """One row of the board, ready to draw."""

    row: BoardRow
    state: str
    kind: str
    href: str


def listed(reports: list[Report]) -> list[Listed]:
    return [
        Listed(one, report_forms.get(one.form_code).period_label(one.period), *STATE_WORDS[one.run.state])
        for one in reports
    ]


def acted(report: Report, viewer: Viewer) -> list[Acted]:
    """What was done with the report, the newest first; why something was returned is for those who read its words."""
    acts = list(report.run.acts.order_by("-at", "-id"))
    if not policy.may(viewer, ReportPermission.WORDS, report):
        return [Acted(act, "") for act in acts]
    said = vault.reveal_many(acts, "reason")
    return [Acted(act, said[act.pk]["reason"]) for act in acts]


def page(report: Report, viewer: Viewer) -> dict[str, Any]:
    """Everything the page of one report shows, and which buttons this viewer has."""
    content = withheld.shown(report, viewer)
    state, kind = STATE_WORDS[report.run.state]
    is_open = report.run.state in OPEN_STATES
    own = policy.may(viewer, ReportPermission.FILL, report)
    texts = queries.words_of(report, viewer)
    acts = acted(report, viewer)
    return {
        "report": report,
        "amendment_reason": texts["amendment_reason"],
        "content": content,
        "period_label": content.form.period_label(report.period),
        "state": state,
        "state_kind": kind,
        "acts": acts,
        "mark": queries.mark_of(report, len(acts)),
        "document": papers.document_of(report),
        "history": [one for one in queries.history(report) if one.pk != report.pk],
        "remarks": texts,
        "outdated": report.merged and merging.outdated(report),
        "board_url": board_address(report) if policy.may_decide(viewer, report) else "",
        "merge_fields": period_code(content.form, report.period),
        "may_fill": own and is_open and report.unit.kind == PlaceKind.COMMUNE,
        "may_merge": own and is_open and report.unit.kind != PlaceKind.COMMUNE,
        "may_write": own and is_open,
        "may_submit": policy.may(viewer, ReportPermission.SUBMIT, report) and is_open and bool(content.blocks),
        "may_recall": own and report.run.state == State.SUBMITTED,
        "may_amend": own and report.run.state == State.ACCEPTED,
        "may_decide": policy.may_decide(viewer, report) and report.run.state == State.SUBMITTED,
        "may_publish": publications.may_prepare(viewer, report),
        "may_open_rows": policy.may(viewer, ReportPermission.OPEN_ROWS, report),
    }


def board_page(found: Board, merged: Report | None) -> dict[str, Any]:
    """The tiles, the places to look again and the rows of the board."""
    missing = found.missing
    return {
        "board": found,
        "period_label": found.form.period_label(found.period),
        "columns": [labels.shown(found.form.cell(code).label) for code in found.form.board],
        "rows": [_shown(row) for row in found.rows],
        "look": [row for row in found.rows if row.findings],
        "missing": missing,
        "late": [row for row in missing if row.days_late],
        "accepted": len(found.in_state(State.ACCEPTED)),
        "merged": merged if merged and merged.merged else None,
        "headline": queries.filled(merged).headline if merged and merged.merged else [],
    }


def form_page(
    request: OfficeRequest, report: Report, form: BaseForm, *, title: str, submit: str, lead: str = ""
) -> HttpResponse:
    """One question about a report on a page of its own."""
    address = reverse("report", args=[report.pk])
    context = {"title": title, "form": form, "submit": submit, "lead": lead, "back_url": address, "cancel_url": address}
    return render(request, "ui/form_page.html", context)


def remarks_page(request: OfficeRequest, report: Report, form: BaseForm) -> HttpResponse:
    """The two free texts; after a lost update both versions stand above them."""
    address = reverse("report", args=[report.pk])
    context = {
        "title": _("Nhận xét và kiến nghị"),
        "lead": _("Phần này in ở cuối văn bản. Không ghi tên người được hỗ trợ."),
        "form": form,
        "submit": _("Lưu"),
        "back_url": address,
        "cancel_url": address,
    }
    return render(request, "cases/form.html", context)


def submit_page(request: OfficeRequest, report: Report, form: BaseForm) -> HttpResponse:
    """What is about to be sent: the headline figures, and what does not agree."""
    content = queries.filled(report)
    address = reverse("report", args=[report.pk])
    receiver = report.unit.parent.full_name if report.unit.parent else _("cấp trên")
    facts = [Fact(labels.shown(figure.cell.label), figure.display) for figure in content.headline]
    facts += [Fact(_("Cần xem lại"), finding.sentence) for finding in content.findings]
    context = {
        "title": _("Gửi báo cáo %s") % content.form.period_label(report.period),
        "consequence": _("Báo cáo được gửi tới %s. Sau khi gửi, số liệu không đổi nữa.") % receiver,
        "facts": facts,
        "form": form,
        "submit": _("Gửi báo cáo"),
        "back_url": address,
        "cancel_url": address,
    }
    return render(request, "ui/confirm.html", context)


def suggested_reason(report: Report) -> str:
    """What does not agree, as the first words of a return."""
    return " ".join(finding.sentence for finding in queries.filled(report).findings)[:500]


def board_address(report: Report) -> str:
    return board_of(report_forms.get(report.form_code), report.period)


def board_of(shape: Form, period: Period) -> str:
    return f"{reverse('reports-board')}?{urlencode(period_code(shape, period))}"


def _shown(row: BoardRow) -> Shown:
    words, kind = STATE_WORDS[row.state]
    said = str(words)
    if row.days_late:
        late = ngettext("%(state)s · trễ %(days)d ngày", "%(state)s · trễ %(days)d ngày", row.days_late)
        said, kind = late % {"state": said, "days": row.days_late}, "late"
    sent = row.report is not None and row.state != boards.NOT_SENT
    return Shown(row, said, kind, reverse("report", args=[row.report.pk]) if sent and row.report else "")
