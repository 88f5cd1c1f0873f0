"""The team that stands by one person: found from him, known to whoever may know him (Tổ quản lý của một người)."""

import uuid

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from hoanhap.kernel import clock
from hoanhap.people.community import actions, policy, queries
from hoanhap.people.community.models import TaskForce, TaskForceKind
from hoanhap.people.community.policy import CommunityPermission as May
from hoanhap.web.office.community import asking
from hoanhap.web.office.community.forms import PersonTeamForm
from hoanhap.web.ui.requests import OfficeRequest


@require_GET
@transaction.atomic
def show(request: OfficeRequest, person_id: uuid.UUID) -> HttpResponse:
    """The living team of a person; without one, what to do."""
    person = policy.get_person_for(request.viewer, person_id, to=May.READ_PERSON_TEAM)
    teams = list(queries.of_person(request.viewer, person))
    living = next((one for one in teams if one.valid_to is None), None)
    if living is not None:
        return redirect("task-force", living.pk)
    keeps = request.viewer.may(May.KEEP_TASK_FORCE, person.unit_path)
    return render(request, "community/person_team.html", {"person": person, "former": teams, "keeps": keeps})


@require_http_methods(["GET", "POST"])
def set_up(request: OfficeRequest, person_id: uuid.UUID) -> HttpResponse:
    person = policy.get_person_for(request.viewer, person_id, to=May.KEEP_TASK_FORCE)
    today = clock.today()
    form = PersonTeamForm(request.POST or None, initial={"decision_on": today, "valid_from": today})

    def act(typed: asking.Typed) -> TaskForce:
        return actions.set_up(
            unit=person.unit,
            kind=TaskForceKind.MANAGEMENT_TEAM,
            person=person,
            **typed,
            by=request.viewer.actor,
            at=clock.now(),
        )

    return asking.ask(
        request,
        form,
        act,
        title=_("Lập Tổ quản lý cho một người"),
        lead=_("Tổ này chỉ hiện với người được xem hồ sơ của người ấy."),
        submit=_("Lập Tổ"),
        done=_("Đã lập Tổ. Hãy thêm Tổ trưởng và thành viên."),
        back=reverse("person-team", args=[person.pk]),
        to=lambda force: reverse("task-force", args=[force.pk]),
        fields={"force-decision": "decision_number"},
    )
