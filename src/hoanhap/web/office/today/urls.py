"""The address of the first screen."""

from django.urls import path

from hoanhap.web.office.today import views

urlpatterns = [path("", views.show, name="today")]
