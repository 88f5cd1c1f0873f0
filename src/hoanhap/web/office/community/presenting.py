"""What the templates of the task forces show: the coverage of a district, one commune, one task force."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hoanhap import law
from hoanhap.foundation.access.viewer import Viewer
from hoanhap.foundation.documents.paper import Paper
from hoanhap.kernel import clock, dates, numbers
from hoanhap.kernel.text import upper_first
from hoanhap.people.community import loads, papers, queries, rules
from hoanhap.people.community.models import MemberRole, TaskForce, TaskForceKind, TaskForceMember
from hoanhap.people.community.plans import queries as plans
from hoanhap.people.community.policy import CommunityPermission
from hoanhap.people.community.queries import Coverage
from hoanhap.people.community.training import queries as training
from hoanhap.people.reintegration.policy import ReintegrationPermission
from hoanhap.web.ui import labels
from hoanhap.web.ui.parts import Choice, Fact
from hoanhap.web.ui.requests import OfficeRequest

COVERED, NO_FORCE, NO_REGULATION = "none", "task_force", "regulation"
STATES = {
    COVERED: (gettext_lazy("Đủ"), "done"),
    NO_FORCE: (gettext_lazy("Chưa có Tổ"), "look"),
    NO_REGULATION: (gettext_lazy("Chưa có quy chế"), "look"),
}
WORKS = {
    "counselling": gettext_lazy("Tư vấn"),
    "support": gettext_lazy("Hỗ trợ"),
    "management": gettext_lazy("Quản lý: lần gặp"),
    "education": gettext_lazy("Giáo dục: buổi sinh hoạt, hoạt động"),
}
MISSING_NAMED = 12
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


@dataclass(frozen=True, slots=True)
class Seated:
    """One member as the page shows him."""

    member: TaskForceMember
    trained_on: date | None = None
    helps: int = 0


def board(rows: list[Coverage], missing: str) -> dict[str, Any]:
    """The coverage as a large number, then the communes, those that lack something first."""
    shown = [Shown(row, _lack(row)) for row in rows]
    covered = [one for one in shown if one.code == COVERED]
    return {
        "coverage": f"{len(covered)}/{len(shown)}",
        "said": "" if missing else _said(shown),
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
        "composition": composition(force) if living else None,
        "works": works(force, today),
        # A hamlet reads its commune's team and none of the other registers.
        "links": viewer.may(CommunityPermission.READ_AROUND, force.unit_path),
        "members": seated(sitting, today),
        "former": [Seated(one) for one in everybody if one not in sitting],
        "plan": plans.current(force, today),
        "has_head": any(one.role == "head" for one in sitting),
        "others": list(queries.of_unit(viewer, force.unit_path).exclude(pk=force.pk)),
        "may_keep": force.valid_to is None and viewer.may(CommunityPermission.KEEP_TASK_FORCE, force.unit_path),
        "may_assign": viewer.may(ReintegrationPermission.ASSIGN_HELPER, force.unit_path),
        "may_set_up": not living and viewer.may(CommunityPermission.KEEP_TASK_FORCE, force.unit_path),
        "sees_many": not viewer.may(CommunityPermission.KEEP_TASK_FORCE),
    }


def team_kinds(on: date) -> list[tuple[str, str]]:
    """The kinds of team a commune may set up on this day, the one the law names first; those of one person apart."""
    standing = [TaskForceKind(kind) for kind in rules.standing_kinds(on)]
    kinds = dict.fromkeys([*standing, TaskForceKind.VOLUNTEER_TEAM])
    return [(kind.value, str(kind.label)) for kind in kinds]


def composition(force: TaskForce) -> dict[str, Any] | None:
    """Which seats nobody takes, by which article, each a link to fill it; None where the law at hand says nothing."""
    found = queries.composition(force, clock.today())
    if found.rule is None or not found.rule.seats:
        return None
    add = reverse("task-force-member-add", args=[force.pk])
    seats = law.seat_labels()
    missing = [
        {
            "label": upper_first(" / ".join(labels.shown(seats[code]) for code in seat.any_of)),
            "role": str(MemberRole(seat.role).label) if seat.role != MemberRole.MEMBER else "",
            "article": seat.article,
            "caution": labels.shown(seat.confidence.caution_vi),
            "href": f"{add}?{urlencode({'seat': seat.any_of[0], 'role': seat.role})}",
        }
        for seat in found.missing
    ]
    return {"missing": missing, "asked": len(found.rule.seats)}


def works(force: TaskForce, today: date) -> list[tuple[str, str]]:
    """The four kinds of work of a standing team this month, with their counts."""
    if force.kind not in rules.standing_kinds(today):
        return []
    start = today.replace(day=1)
    end = date(start.year + start.month // 12, start.month % 12 + 1, 1)
    counted = loads.works(force.unit_path, start, end)
    return [(str(WORKS[kind]), "–" if number is None else numbers.group(number)) for kind, number in counted]


def seated(sitting: list[TaskForceMember], today: date) -> list[Seated]:
    """Each member with the last day he was trained and how many people he helps."""
    workers = {member.worker_id for member in sitting if member.worker_id is not None}
    trained = training.last_trained(workers, today) if workers else {}
    helps = loads.of_members(sitting, today) if sitting else {}
    return [
        Seated(member, trained.get(member.worker_id) if member.worker_id else None, helps.get(member.pk, 0))
        for member in sitting
    ]


def form_page(request: OfficeRequest, form: BaseForm, *, title: str, submit: str, back: str) -> HttpResponse:
    """One question on a page of its own."""
    context = {"title": title, "form": form, "submit": submit, "back_url": back, "cancel_url": back}
    return render(request, "ui/form_page.html", context)


def download(paper: Paper, name: str) -> HttpResponse:
    """A paper as a Word file."""
    answer = HttpResponse(papers.as_file(paper), content_type=papers.CONTENT_TYPE)
    answer["Content-Disposition"] = f'attachment; filename="{name}.docx"'
    answer["Cache-Control"] = "no-store"
    return answer


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


def _said(shown: list[Shown]) -> str:
    """The coverage in words, while those it names are few."""
    lacking = [one.row.place.full_name for one in shown if one.code != COVERED]
    return rules.coverage_said(len(shown) - len(lacking), lacking) if len(lacking) <= MISSING_NAMED else ""
