"""Addresses of the frame itself: the language switch and the gallery of components."""

from django.urls import path

from hoanhap.web.ui import gallery, language

urlpatterns = [
    path("ui/", gallery.show, name="gallery"),
    path("ui/language/", language.switch, name="set-language"),
]
