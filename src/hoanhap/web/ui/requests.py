"""The request as our views know it: with its viewer (put on by web/office) and the marks of htmx."""

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from hoanhap.foundation.access.viewer import Viewer


class OfficeRequest(HttpRequest):
    viewer: Viewer
    htmx: HtmxDetails
