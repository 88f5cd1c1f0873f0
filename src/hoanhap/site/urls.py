"""Root addresses. Addresses carry no word that tells what the system is about (a phone may lie open on a table)."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("hoanhap.web.ui.urls")),
    path("", include("hoanhap.web.office.urls")),
]

handler400 = "hoanhap.web.ui.errors.bad_request"
handler403 = "hoanhap.web.ui.errors.forbidden"
handler404 = "hoanhap.web.ui.errors.not_found"
handler500 = "hoanhap.web.ui.errors.broken"
