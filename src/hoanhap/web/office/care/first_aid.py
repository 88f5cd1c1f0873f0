"""The first-aid card for overdose: a page for everybody, signed in or not, and one file that opens without a network.

There is no service worker: the page itself is kept by the browser for a year, which most browsers honour and none has
to. Sure to open without a network is the file, once it was saved; it names nothing outside itself.
"""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.http import require_GET

from hoanhap.people.care import first_aid

FILE_NAME = "the-so-cuu-qua-lieu.html"
_CONTEXT = {"parts": first_aid.CARD, "emergency": first_aid.EMERGENCY, "version": first_aid.VERSION}


@login_not_required
@require_GET
def page(request: HttpRequest) -> HttpResponse:
    """In the frame of the house, to be read and printed."""
    return render(request, "care/first_aid.html", _CONTEXT)


@login_not_required
@require_GET
def card(request: HttpRequest) -> HttpResponse:
    """One file to keep on the telephone: no style sheet, no script, no picture, no name."""
    answer = HttpResponse(render_to_string("care/first_aid_card.html", _CONTEXT))
    if "save" in request.GET:
        answer["Content-Disposition"] = f'attachment; filename="{FILE_NAME}"'
    answer["Cache-Control"] = "public, max-age=31536000"
    return answer
