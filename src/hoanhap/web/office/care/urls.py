"""Addresses of plans, counselling, groups, leaflets and the first-aid card. What is decided stands in a form's body."""

from django.urls import path

from hoanhap.web.office.care import counselling, first_aid, groups, leaflets, own_plan

urlpatterns = [
    # The duty about a step asks for its door by this name.
    path("cases/<uuid:case_id>/own-plan/", own_plan.show, name="own-plan"),
    path("cases/<uuid:case_id>/own-plan/write/", own_plan.write, name="own-plan-write"),
    path("cases/<uuid:case_id>/own-plan/steps/", own_plan.agree, name="own-plan-step"),
    path("cases/<uuid:case_id>/own-plan/paper/", own_plan.paper, name="own-plan-paper"),
    path("own-plans/<uuid:plan_id>/", own_plan.version, name="own-plan-version"),
    path("own-plans/steps/<uuid:step_id>/end/", own_plan.end, name="own-plan-step-end"),
    path("cases/<uuid:case_id>/counselling/", counselling.show, name="counselling"),
    path("cases/<uuid:case_id>/counselling/new/", counselling.record, name="counselling-new"),
    path("counselling/<uuid:talk_id>/note/", counselling.note, name="counselling-note"),
    path("counselling/<uuid:talk_id>/void/", counselling.void, name="counselling-void"),
    path("leaflets/", leaflets.index, name="leaflets"),
    path("leaflets/new/", leaflets.add, name="leaflet-new"),
    path("leaflets/<uuid:leaflet_id>/", leaflets.replace, name="leaflet-replace"),
    path("support-groups/", groups.index, name="groups"),
    path("support-groups/new/", groups.start, name="group-new"),
    path("support-groups/<uuid:group_id>/", groups.show, name="group"),
    path("support-groups/<uuid:group_id>/join/", groups.join, name="group-join"),
    path("support-groups/<uuid:group_id>/meet/", groups.meet, name="group-meet"),
    path("support-groups/<uuid:group_id>/end/", groups.end, name="group-end"),
    path("support-groups/members/<uuid:group_member_id>/leave/", groups.leave, name="group-leave"),
    path("first-aid/overdose/", first_aid.page, name="first-aid"),
    path("first-aid/overdose/card.html", first_aid.card, name="first-aid-card"),
]
