"""What the templates of the task forces show: the coverage of a district, one commune, one task force."""

from dataclasses import dataclass
from typing import Any

from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hoanhap.foundation.access.viewer import Viewer
from hoanhap.kernel import clock, dates
from hoanhap.people.community import queries
from hoanhap.people.community.models import TaskForce
from hoanhap.people.community.policy import CommunityPermission
from hoanhap.people.community.queries import Coverage
from hoanhap.web.ui.parts import Choice, Fact
from hoanhap.web.ui.requests import OfficeRequest

COVERED, NO_FORCE, NO_REGULATION = "none", "task_force", "regulation"
STATES = {
    COVERED: (gettext_lazy("Đủ"), "done"),
    NO_FORCE: (gettext_lazy("Chưa có Tổ"), "look"),
    NO_REGULATION: (gettext_lazy("Chưa có quy chế"), "look"),
}
CHOICES = (("", gettext_lazy("Tất cả")), *((code, words) for code, (words, _kind) in STATES.items()))


@dataclass(frozen=True, slots=True)
class Shown:
    """One commune in the list of a district."""

    row: Coverage
    code: str

    @property
    def state(self) -> str:
        return str(STATES[self.code][0])

    @property
    def kind(self) -> str:
        return STATES[self.code][1]


def board(rows: list[Coverage], missing: str) -> dict[str, Any]:
    """The coverage as a large number, then the communes, those that lack something first."""
    shown = [Shown(row, _lack(row)) for row in rows]
    covered = [one for one in shown if one.code == COVERED]
    return {
        "coverage": f"{len(covered)}/{len(shown)}",
        "without_force": sum(one.code == NO_FORCE for one in shown),
        "without_regulation": sum(one.code == NO_REGULATION for one in shown),
        "rows": [one for one in shown if not missing or one.code == missing],
        "choices": [Choice("missing", _("Còn thiếu gì"), CHOICES, missing)],
    }


def commune(row: Coverage, viewer: Viewer) -> dict[str, Any]:
    """A commune without a living task force."""
    return {
        "commune": row.place,
        "may_keep": viewer.may(CommunityPermission.KEEP_TASK_FORCE, row.place.path),
        "others": list(queries.of_unit(viewer, row.place.path)),
    }


def page(force: TaskForce, viewer: Viewer) -> dict[str, Any]:
    """One task force: what it lacks, who sits in it now and who did before."""
    today = clock.today()
    everybody = list(queries.members(force))
    living = force.valid_to is None or force.valid_to > today
    sitting = [one for one in everybody if one.valid_to is None or one.valid_to > today]
    return {
        "force": force,
        "living": living,
        "members": sitting,
        "former": [one for one in everybody if one not in sitting],
        "has_head": any(one.role == "head" for one in sitting),
        "others": list(queries.of_unit(viewer, force.unit_path).exclude(pk=force.pk)),
        "may_keep": force.valid_to is None and viewer.may(CommunityPermission.KEEP_TASK_FORCE, force.unit_path),
        "may_set_up": not living and viewer.may(CommunityPermission.KEEP_TASK_FORCE, force.unit_path),
        "sees_many": not viewer.may(CommunityPermission.KEEP_TASK_FORCE),
    }


def form_page(request: OfficeRequest, form: BaseForm, *, title: str, submit: str, back: str) -> HttpResponse:
    """One question on a page of its own."""
    context = {"title": title, "form": form, "submit": submit, "back_url": back, "cancel_url": back}
    return render(request, "ui/form_page.html", context)


def dissolve_page(force: TaskForce, form: BaseForm) -> dict[str, Any]:
    """What ends with the task force, before it ends."""
    back = reverse("task-force", args=[force.pk])
    decided = _("%(number)s ngày %(day)s") % {"number": force.decision_number, "day": dates.show(force.decision_on)}
    return {
        "title": _("Giải thể Tổ công tác"),
        "consequence": _("Từ ngày này Tổ không còn, mọi thành viên thôi nhiệm vụ. Việc này không hoàn tác được."),
        "facts": [
            Fact(_("Đơn vị"), force.unit.full_name),
            Fact(_("Quyết định"), decided),
            Fact(_("Thành viên"), str(queries.members(force, clock.today()).count())),
        ],
        "form": form,
        "submit": _("Giải thể Tổ"),
        "back_url": back,
        "cancel_url": back,
    }


def _lack(row: Coverage) -> str:
    if row.missing.task_force:
        return NO_FORCE
    return NO_REGULATION if row.missing.regulation else COVERED
