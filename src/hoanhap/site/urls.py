"""Root addresses. Addresses carry no word that tells what the system is about (a phone may lie open on a table)."""

from django.urls import URLPattern, URLResolver

urlpatterns: list[URLPattern | URLResolver] = []
