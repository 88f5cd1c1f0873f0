"""Placing people of a split unit, looking through what came, saying where officials go on."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hoanhap.foundation.access.policy import AccessPermission
from hoanhap.foundation.places.models import Place
from hoanhap.kernel import clock
from hoanhap.kernel.errors import NotHere, Refused
from hoanhap.people.succession import actions, policy, queries
from hoanhap.people.succession.policy import SuccessionPermission
from hoanhap.people.succession.queries import WaitingUnit
from hoanhap.web.office import answers
from hoanhap.web.office.succession import presenting
from hoanhap.web.office.succession.forms import NO_LONGER, PlaceForm, PostingsForm
from hoanhap.web.ui import flash
from hoanhap.web.ui.requests import OfficeRequest


@require_GET
def index(request: OfficeRequest) -> HttpResponse:
    _require(request, SuccessionPermission.PLACE)
    waiting = queries.waiting_units(request.viewer, at=clock.now())
    return _page(request, waiting, {one.old.pk: PlaceForm(one) for one in waiting})


@require_POST
def place(request: OfficeRequest) -> HttpResponse:
    """What was chosen for one of the units that wait; everything chosen is asked for again at its gate."""
    _require(request, SuccessionPermission.PLACE)
    waiting = queries.waiting_units(request.viewer, at=clock.now())
    forms = {one.old.pk: PlaceForm(one) for one in waiting}
    chosen = next((one for one in waiting if str(one.old.pk) == request.POST.get("unit")), None)
    if chosen is None:
        return _page(request, waiting, forms, status=422)
    form = forms[chosen.old.pk] = PlaceForm(chosen, request.POST)
    if form.is_valid():
        try:
            went = _place(request, chosen.old, form)
        except Refused as refusal:
            answers.explain(form, refusal)
        else:
            flash.done(request, ngettext("Đã xếp %d người.", "Đã xếp %d người.", went) % went)
            return redirect("succession")
    return _page(request, waiting, forms, status=422)


def _place(request: OfficeRequest, old: Place, form: PlaceForm) -> int:
    viewer, now = request.viewer, clock.now()
    to = policy.get_target_for(viewer, old, int(form.cleaned_data["to"]))
    went = 0
    for hamlet_id in form.cleaned_data.get("hamlets", []):
        hamlet = policy.get_hamlet_to_place(viewer, int(hamlet_id))
        went += actions.place_hamlet(hamlet, to=to, by=viewer.actor, at=now)
    people = policy.get_persons_to_place(viewer, form.cleaned_data.get("people", []))
    return went + actions.place(people, to=to, by=viewer.actor, at=now)


@require_POST
def check(request: OfficeRequest) -> HttpResponse:
    _require(request, SuccessionPermission.CHECK)
    asked = request.POST.get("record", "")
    if asked:
        record = policy.get_hand_over_for(request.viewer, asked)
        try:
            actions.check(record, by=request.viewer.actor, at=clock.now())
        except Refused as refusal:
            flash.look(request, str(refusal))
        else:
            flash.done(request, _("Đã ghi: hồ sơ nhận từ %s đã được kiểm tra.") % record.old.full_name)
    return redirect("succession")


@require_http_methods(["GET", "POST"])
def postings(request: OfficeRequest) -> HttpResponse:
    """For whoever keeps accounts: the officials of a split unit, and where they go on."""
    _require(request, AccessPermission.KEEP_ACCOUNTS)
    waiting = [
        (posting, [step.new for step in queries.steps_from(posting.place, request.viewer.on)])
        for posting in queries.split_postings(request.viewer)
    ]
    form = PostingsForm(waiting, request.POST or None)
    if request.method == "POST" and form.is_valid():
        for posting_id, answer in form.answers.items():
            posting = policy.get_posting_for(request.viewer, posting_id)
            to = None if answer == NO_LONGER else policy.get_target_for(request.viewer, posting.place, int(answer))
            try:
                actions.confirm_posting(posting, to=to, by=request.viewer.actor, at=clock.now())
            except Refused as refusal:
                form.add_error(posting_id, str(refusal))
        if not form.errors:
            flash.done(request, _("Đã ghi nơi làm việc mới."))
            return redirect("succession-postings")
    return render(request, "succession/postings.html", {"form": form, "waiting": waiting})


def _require(request: OfficeRequest, permission: SuccessionPermission | AccessPermission) -> None:
    if not request.viewer.may(permission):
        raise NotHere


def _page(
    request: OfficeRequest, waiting: list[WaitingUnit], forms: dict[int, PlaceForm], *, status: int = 200
) -> HttpResponse:
    context = presenting.page(request.viewer, waiting, forms)
    return render(request, "succession/index.html", context, status=status)
