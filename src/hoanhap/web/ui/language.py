"""The language switch, open to everybody: Django's own view, which takes a POST and returns to a page of this site."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponseBase
from django.views.decorators.http import require_POST
from django.views.i18n import set_language


@login_not_required
@require_POST
def switch(request: HttpRequest) -> HttpResponseBase:
    return set_language(request)
