"""The page from which every register of the surroundings is reached: what is missing first (cộng đồng)."""

from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from hoanhap.foundation.access.viewer import Viewer
from hoanhap.foundation.indicators.register import Question, count
from hoanhap.kernel import clock
from hoanhap.kernel.periods import Period
from hoanhap.people.community import policy
from hoanhap.people.community.policy import CommunityPermission as May
from hoanhap.people.community.schemes import queries as schemes
from hoanhap.people.community.schemes import solutions
from hoanhap.people.community.schemes.solutions import Tally
from hoanhap.people.community.training import queries as training
from hoanhap.web.office import asked_periods
from hoanhap.web.ui.requests import OfficeRequest


@require_GET
def index(request: OfficeRequest) -> HttpResponse:
    """Figures of this month for the viewer's first place, each with its list; what wants a look stands above."""
    policy.check_reads(request.viewer)
    today, path = clock.today(), request.viewer.paths(May.READ_AROUND)[0]
    asked = Question(period=_month(today), unit_path=path)
    figures = {code: count(code, asked) for code in _FIGURES}
    context = {
        **{code.replace(".", "_"): number for code, number in figures.items()},
        "active": f"{figures['clubs.active']}/{figures['clubs.living']}",
        "quiet_clubs": figures["clubs.living"] - figures["clubs.active"],
        "untrained": len(training.untrained_hamlets(request.viewer, today)),
        "flagged": len(schemes.flagged(request.viewer, today)),
        "solutions": _solutions(request.viewer, today),
        "points": figures["points.open"] or "–",
        "tells": request.viewer.may(May.READ_STORY),
    }
    return render(request, "community/around.html", context)


_FIGURES = (
    "clubs.living",
    "clubs.active",
    "clubs.participants",
    "points.open",
    "workers.people",
    "training.people",
    "schemes.running",
    "schemes.effective",
)


def _solutions(viewer: Viewer, today: date) -> Tally:
    """How the hamlets stand to the target this quarter."""
    _code, quarter = asked_periods.read("", today)
    return solutions.tally(solutions.of_hamlets(viewer, quarter))


def _month(today: date) -> Period:
    start = today.replace(day=1)
    return Period(start, date(start.year + start.month // 12, start.month % 12 + 1, 1))
