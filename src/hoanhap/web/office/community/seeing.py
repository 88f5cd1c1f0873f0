"""Looking at task forces: the communes of a district with what they lack, and one task force with its members."""

import uuid

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from hoanhap.foundation.places import paths
from hoanhap.kernel import clock
from hoanhap.kernel.errors import NotHere
from hoanhap.people.community import policy, queries
from hoanhap.people.community.policy import CommunityPermission
from hoanhap.web.office.community import presenting
from hoanhap.web.ui.requests import OfficeRequest


@require_GET
def index(request: OfficeRequest) -> HttpResponse:
    """Whoever works in one commune sees that commune; the levels above see all of theirs, what is missing first."""
    if not policy.may_read(request.viewer):
        raise NotHere
    rows = queries.coverage(request.viewer, paths.ROOT, clock.today())
    if len(rows) == 1:
        if rows[0].task_force is not None:
            return redirect("task-force", rows[0].task_force.pk)
        return render(request, "community/commune.html", presenting.commune(rows[0], request.viewer))
    return render(request, "community/board.html", presenting.board(rows, request.GET.get("missing", "")))


@require_GET
def show(request: OfficeRequest, task_force_id: uuid.UUID) -> HttpResponse:
    force = policy.get_task_force_for(request.viewer, task_force_id, to=CommunityPermission.READ_TASK_FORCE)
    return render(request, "community/task_force.html", presenting.page(force, request.viewer))
