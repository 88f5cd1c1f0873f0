"""My people: narrowed by address, searched by a form that posts, so that no name stands in an address or a log."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from hoanhap.kernel import clock
from hoanhap.kernel.errors import NotHere
from hoanhap.people.cases import queries
from hoanhap.people.cases.policy import CasePermission
from hoanhap.people.persons import queries as person_queries
from hoanhap.web.office.people import presenting
from hoanhap.web.office.people.forms import NarrowForm, SearchForm
from hoanhap.web.office.people.navigation import reads_people
from hoanhap.web.ui.requests import OfficeRequest


@require_http_methods(["GET", "POST"])
def show(request: OfficeRequest) -> HttpResponse:
    """The list; a POST searches it by name, number of a paper or phone."""
    if not reads_people(request.viewer):
        raise NotHere
    if request.method == "POST":
        return _search(request)
    if not request.viewer.may(CasePermission.READ):
        rows = queries.own_people(request.viewer, at=clock.now())
        return render(request, "people/own.html", presenting.own(request.viewer, rows))
    hamlets = presenting.hamlets_of(request.viewer)
    narrow = NarrowForm(request.GET, hamlets=hamlets)
    found = queries.my_people(
        request.viewer, filters=narrow.filters(), order=narrow.ordering(), page=narrow.page(), at=clock.now()
    )
    if found.number > found.pages:
        return redirect("people")
    return render(request, "people/list.html", presenting.listed(request.viewer, found, narrow, hamlets))


def _search(request: OfficeRequest) -> HttpResponse:
    form, now = SearchForm(request.POST), clock.now()
    text = form.cleaned_data["text"] if form.is_valid() else ""
    hits = person_queries.search(request.viewer, text, at=now)
    ids = frozenset(hit.person_id for hit in hits)
    if not request.viewer.may(CasePermission.READ):
        rows = queries.own_people(request.viewer, person_ids=ids, at=now)
        return render(request, "people/own.html", presenting.own(request.viewer, rows, text))
    found = queries.my_people(request.viewer, filters=queries.PeopleFilter(person_ids=ids), at=now)
    return render(request, "people/list.html", presenting.searched(request.viewer, found, text))
