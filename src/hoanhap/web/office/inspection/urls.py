"""Addresses of inspection."""

from django.urls import path

from hoanhap.web.office.inspection import findings, samples

urlpatterns = [
    path("inspection/", samples.index, name="inspection"),
    path("inspection/draw/", samples.draw, name="inspection-draw"),
    path("inspection/samples/<uuid:sample_id>/", samples.show, name="inspection-sample"),
    path("inspection/samples/<uuid:sample_id>/paper/", samples.paper, name="inspection-paper"),
    path("inspection/units/<int:unit>/findings/new/", findings.new, name="finding-new"),
    # The duty of people/inspection asks for its door by this name.
    path("inspection/findings/<uuid:finding_id>/", findings.show, name="finding"),
    path("inspection/findings/<uuid:finding_id>/answer/", findings.answer, name="finding-answer"),
    path("inspection/findings/<uuid:finding_id>/accept/", findings.accept, name="finding-accept"),
    path("inspection/findings/<uuid:finding_id>/again/", findings.again, name="finding-again"),
]
