"""Addresses of inspection."""

from django.urls import path

from hoanhap.web.office.inspection import findings, samples, supervisions

urlpatterns = [
    path("inspection/", samples.index, name="inspection"),
    path("inspection/draw/", samples.draw, name="inspection-draw"),
    path("inspection/samples/<uuid:sample_id>/", samples.show, name="inspection-sample"),
    path("inspection/samples/<uuid:sample_id>/paper/", samples.paper, name="inspection-paper"),
    path("inspection/supervisions/new/", supervisions.new, name="supervision-new"),
    path("inspection/supervisions/<uuid:supervision_id>/", supervisions.show, name="supervision"),
    path(
        "inspection/supervisions/<uuid:supervision_id>/recommend/", supervisions.recommend, name="supervision-recommend"
    ),
    path("inspection/recommendations/<uuid:recommendation_id>/accept/", supervisions.accept, name="supervision-accept"),
    path("inspection/recommendations/<uuid:recommendation_id>/again/", supervisions.again, name="supervision-again"),
    path("inspection/units/<int:unit>/findings/new/", findings.new, name="finding-new"),
    # The duty of people/inspection asks for its door by this name.
    path("inspection/findings/<uuid:finding_id>/", findings.show, name="finding"),
    path("inspection/findings/<uuid:finding_id>/answer/", findings.answer, name="finding-answer"),
    path("inspection/findings/<uuid:finding_id>/accept/", findings.accept, name="finding-accept"),
    path("inspection/findings/<uuid:finding_id>/again/", findings.again, name="finding-again"),
]
