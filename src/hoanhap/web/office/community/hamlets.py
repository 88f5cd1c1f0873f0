"""Which hamlets have a named solution and act in a period, and which do not (giải pháp ở ấp, khu phố)."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from hoanhap.foundation.access.viewer import Viewer
from hoanhap.foundation.places.models import Place
from hoanhap.foundation.places.queries import hamlets_of
from hoanhap.kernel import clock
from hoanhap.kernel.periods import Period
from hoanhap.people.community import policy
from hoanhap.people.community.policy import CommunityPermission as May
from hoanhap.people.community.schemes import actions, queries, rules, solutions
from hoanhap.people.community.schemes.models import Scheme, SchemeKind, Site
from hoanhap.people.community.schemes.rules import HamletState
from hoanhap.people.community.schemes.solutions import HamletLine
from hoanhap.web.office import asked_periods
from hoanhap.web.office.community import asking
from hoanhap.web.office.community.scheme_forms import SolutionForm
from hoanhap.web.ui.requests import OfficeRequest

STATES = {
    HamletState.REACHED: (pgettext_lazy("hamlet", "đạt"), "done"),
    HamletState.IDLE: (pgettext_lazy("hamlet", "chưa đạt"), "look"),
    HamletState.NONE: (gettext_lazy("chưa có giải pháp"), "late"),
}


@require_GET
def index(request: OfficeRequest) -> HttpResponse:
    """A commune sees its hamlets; above it one line a commune."""
    policy.check_reads(request.viewer)
    code, period = asked_periods.read(request.GET.get("period", ""), request.viewer.on)
    lines = solutions.of_hamlets(request.viewer, period)
    communes = solutions.by_commune(lines)
    if len(communes) <= 1:
        place = communes[0].commune if communes else None
        return _hamlets(request, lines, code, period, place)
    context = {"communes": communes, "tally": solutions.tally(lines), **_asked(code, request.viewer, period)}
    return render(request, "community/communes_solutions.html", context)


@require_GET
def commune(request: OfficeRequest, unit: int) -> HttpResponse:
    place = policy.get_unit_for(request.viewer, unit, to=May.READ_AROUND)
    code, period = asked_periods.read(request.GET.get("period", ""), request.viewer.on)
    lines = solutions.of_hamlets(request.viewer, period, commune=place)
    return _hamlets(request, lines, code, period, place, above=request.viewer.paths(May.READ_AROUND)[0] != place.path)


@require_http_methods(["GET", "POST"])
def new(request: OfficeRequest, unit: int) -> HttpResponse:
    """One scheme becomes the solution of several hamlets in one go."""
    place = policy.get_commune_for(request.viewer, unit, to=May.KEEP_SCHEME)
    today = clock.today()
    schemes = {str(one.pk): one for one in _that_help(request.viewer)}
    hamlets = {str(one.pk): one for one in hamlets_of(place, today)}
    form = SolutionForm(
        request.POST or None,
        schemes=[(key, one.name) for key, one in schemes.items()],
        hamlets=[(key, one.full_name) for key, one in hamlets.items()],
        initial={"planned_on": today, "scheme": request.GET.get("scheme"), "hamlets": request.GET.getlist("hamlet")},
    )

    def act(typed: asking.Typed) -> list[Site]:
        said = typed | {"hamlets": [hamlets[key] for key in typed["hamlets"]]}
        scheme = schemes[said.pop("scheme")]
        return actions.plan_hamlets(scheme, unit=place, **said, by=request.viewer.actor, at=clock.now())

    return asking.ask(
        request,
        form,
        act,
        title=_("Giải pháp cho ấp, khu phố"),
        lead=_("Chọn mô hình đã ghi; mô hình mới thì ghi ở trang Mô hình trước."),
        submit=_("Ghi giải pháp"),
        done=_("Đã ghi giải pháp."),
        back=reverse("hamlet-solutions"),
        fields={
            "site-twice": "hamlets",
            "solution-hamlets": "hamlets",
            "solution-kind": "scheme",
            "site-day": "started_on",
            "site-document": "document",
        },
    )


def _hamlets(
    request: OfficeRequest,
    lines: list[HamletLine],
    code: str,
    period: Period,
    place: Place | None,
    *,
    above: bool = False,
) -> HttpResponse:
    context = {
        "place": place,
        "rows": [(line, *STATES[line.state]) for line in lines],
        "tally": solutions.tally(lines),
        "helping": [SchemeKind(kind).label for kind in SchemeKind.values if kind not in rules.ONLY_KEEP_ORDER],
        "keeps": place is not None
        and place.lives_on(clock.today())
        and request.viewer.may(May.KEEP_SCHEME, place.path),
        "above": above,
        **_asked(code, request.viewer, period),
    }
    return render(request, "community/hamlet_solutions.html", context)


def _asked(code: str, viewer: Viewer, period: Period) -> dict[str, object]:
    return {"choices": [asked_periods.choice(code, viewer.on)], "period": period, "period_code": code}


def _that_help(viewer: Viewer) -> list[Scheme]:
    return list(queries.schemes_for(viewer).exclude(kind__in=rules.ONLY_KEEP_ORDER))
