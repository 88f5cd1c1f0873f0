"""Addresses of the task forces."""

from django.urls import path

from hoanhap.web.office.community import keeping, members, seeing

urlpatterns = [
    path("task-forces/", seeing.index, name="task-forces"),
    path("task-forces/unit/<int:unit>/set-up/", keeping.set_up, name="task-force-set-up"),
    path("task-forces/unit/<int:unit>/regulation/", keeping.regulation, name="task-force-regulation"),
    path("task-forces/<uuid:task_force_id>/", seeing.show, name="task-force"),
    path("task-forces/<uuid:task_force_id>/dissolve/", keeping.dissolve, name="task-force-dissolve"),
    path("task-forces/<uuid:task_force_id>/members/add/", members.add, name="task-force-member-add"),
    path("task-forces/members/<uuid:member_id>/end/", members.end, name="task-force-member-end"),
]
