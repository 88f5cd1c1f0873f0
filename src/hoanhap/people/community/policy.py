"""Who may see and keep what surrounds people: teams, clubs, points, workers, training, stories, schemes, stigma.

A commune keeps its own, the levels above see those of their communes. What a level above gives to those below it, a
course or a movement, is read from below. Names of people served are behind gates of their own.
"""

from typing import TypeVar

from django.db.models import Model, Q, QuerySet

from hoanhap.foundation.access import gate
from hoanhap.foundation.access.permissions import Permission
from hoanhap.foundation.access.viewer import Viewer
from hoanhap.foundation.places import paths
from hoanhap.foundation.places.models import Place, PlaceKind
from hoanhap.kernel.errors import NotHere
from hoanhap.people.community.models import (
    ClubMember,
    Story,
    TaskForce,
    TaskForceMember,
    Trainee,
    TrainingCourse,
    WorkPlan,
    WorkTask,
)
from hoanhap.people.persons import policy as person_policy
from hoanhap.people.persons.models import Person

Row = TypeVar("Row", bound=Model)


class CommunityPermission(Permission):
    """`READ_AROUND`: the registers without names of people served. `..._ABOVE`: a hamlet reads its commune's."""

    READ_TASK_FORCE = "community.read_task_force"
    READ_TASK_FORCE_ABOVE = "community.read_task_force_above"
    KEEP_TASK_FORCE = "community.keep_task_force"
    READ_PERSON_TEAM = "community.read_person_team"
    READ_AROUND = "community.read_around"
    KEEP_CLUB = "community.keep_club"
    KEEP_POINT = "community.keep_point"
    KEEP_WORKER = "community.keep_worker"
    KEEP_TRAINING = "community.keep_training"
    READ_STORY = "community.read_story"
    KEEP_STORY = "community.keep_story"
    KEEP_SCHEME = "community.keep_scheme"
    DECIDE_SCHEME = "community.decide_scheme"
    KEEP_STIGMA = "community.keep_stigma"


May = CommunityPermission


# --- task forces --------------------------------------------------------------------------------------------------


def visible_to(viewer: Viewer, *, to: CommunityPermission = May.READ_TASK_FORCE) -> QuerySet[TaskForce]:
    """The task forces of the viewer's part of the map; one that stands by a person, where he may know that person."""
    reach = readable(viewer) if to is May.READ_TASK_FORCE else viewer.scope_q(to)
    known = Q(person=None) | viewer.scope_q(May.READ_PERSON_TEAM) & Q(
        person__in=person_policy.visible_to(viewer).values("pk")
    )
    return TaskForce.objects.filter(reach & known).order_by("unit_path", "valid_from", "id")


def readable(viewer: Viewer, field: str = "unit_path") -> Q:
    """What lies at the viewer's places and below them; for posts of a hamlet, what belongs to its commune."""
    above = {paths.above(path) for path in viewer.paths(May.READ_TASK_FORCE_ABOVE)}
    return viewer.scope_q(May.READ_TASK_FORCE, field) | Q(**{f"{field}__in": sorted(above)})


def may_read(viewer: Viewer) -> bool:
    return any(map(viewer.may, (May.READ_TASK_FORCE, May.READ_TASK_FORCE_ABOVE)))


def get_task_force_for(viewer: Viewer, task_force_id: object, *, to: CommunityPermission) -> TaskForce:
    """The gate of one task force. Raises NotHere."""
    return gate.one_of(visible_to(viewer, to=to), task_force_id)


def get_member_for(viewer: Viewer, member_id: object, *, to: CommunityPermission) -> TaskForceMember:
    """The gate of one member. Raises NotHere."""
    members = TaskForceMember.objects.filter(task_force__in=visible_to(viewer, to=to).order_by())
    return gate.one_of(members.select_related("task_force"), member_id)


def plans_for(viewer: Viewer, *, to: CommunityPermission = May.READ_TASK_FORCE) -> QuerySet[WorkPlan]:
    """The plans of the teams the viewer may see, or keep."""
    rows = WorkPlan.objects.filter(task_force__in=visible_to(viewer, to=to).order_by())
    return rows.select_related("task_force", "task_force__unit")


def get_plan_for(viewer: Viewer, plan_id: object, *, to: CommunityPermission) -> WorkPlan:
    """The gate of one plan of work: that of its team. Raises NotHere."""
    return gate.one_of(plans_for(viewer, to=to), plan_id)


def get_task_for(viewer: Viewer, task_id: object, *, to: CommunityPermission) -> WorkTask:
    """The gate of one task: that of its team. Raises NotHere."""
    tasks = WorkTask.objects.filter(plan__in=plans_for(viewer, to=to).select_related(None))
    return gate.one_of(tasks.select_related("plan", "plan__task_force", "plan__task_force__unit"), task_id)


def get_commune_for(viewer: Viewer, unit_id: int, *, to: CommunityPermission) -> Place:
    """The gate of one commune, for what is about to be set up in it. Raises NotHere."""
    unit = get_unit_for(viewer, unit_id, to=to)
    if unit.kind != PlaceKind.COMMUNE:
        raise NotHere
    return unit


def get_person_for(viewer: Viewer, person_id: object, *, to: CommunityPermission) -> Person:
    """The gate of one person, for what is set up around him. Raises NotHere."""
    rows = person_policy.visible_to(viewer).filter(viewer.scope_q(to)).select_related("unit")
    return gate.one_of(rows, person_id)


# --- the other registers ------------------------------------------------------------------------------------------


def get_unit_for(viewer: Viewer, unit_id: int, *, to: CommunityPermission) -> Place:
    """The gate of a unit of any level, for what is about to be entered there. Raises NotHere."""
    found = Place.objects.filter(viewer.scope_q(to, "path"), pk=unit_id).first()
    if found is None:
        raise NotHere
    return found


def check_reads(viewer: Viewer) -> None:
    """The gate of a page that names nothing. Raises NotHere for whoever reads no register."""
    if not viewer.may(May.READ_AROUND):
        raise NotHere


def rows_for(viewer: Viewer, model: type[Row], *, to: CommunityPermission = May.READ_AROUND) -> QuerySet[Row]:
    """The rows of one register at the viewer's places and below them."""
    return model._default_manager.filter(viewer.scope_q(to))


def get_row_for(viewer: Viewer, model: type[Row], row_id: object, *, to: CommunityPermission = May.READ_AROUND) -> Row:
    """The gate of one row of a register. Raises NotHere."""
    return gate.one_of(rows_for(viewer, model, to=to), row_id)


def given_to(viewer: Viewer, model: type[Row]) -> QuerySet[Row]:
    """As `rows_for`, and what the units above give to those below them: courses, schemes, movements."""
    mine = viewer.paths(May.READ_AROUND)
    above = {upper for path in mine for upper in upward(path)}
    return model._default_manager.filter(viewer.scope_q(May.READ_AROUND) | Q(unit_path__in=sorted(above)))


def get_given_for(viewer: Viewer, model: type[Row], row_id: object) -> Row:
    """The gate of one row that may come from above. Raises NotHere."""
    return gate.one_of(given_to(viewer, model), row_id)


def upward(path: str) -> list[str]:
    """The paths of a unit and of those above it, from the province down."""
    return [paths.top(path, depth) for depth in range(1, len(paths.ids(path)) + 1)]


def get_trainee_to_answer(viewer: Viewer, trainee_id: object) -> Trainee:
    """The gate of taking somebody into a course: whoever keeps the course, wherever the trainee comes from."""
    courses = rows_for(viewer, TrainingCourse, to=May.KEEP_TRAINING)
    return gate.one_of(Trainee.objects.filter(course__in=courses).select_related("course"), trainee_id)


# --- what names people served -------------------------------------------------------------------------------------


def club_members_for(viewer: Viewer) -> QuerySet[ClubMember]:
    """Memberships of people the viewer may know, in clubs he keeps."""
    known = person_policy.visible_to(viewer).values("pk")
    rows = ClubMember.objects.filter(viewer.scope_q(May.KEEP_CLUB), person__in=known)
    return rows.select_related("club", "person")


def get_club_member_for(viewer: Viewer, member_id: object) -> ClubMember:
    """The gate of one membership. Raises NotHere."""
    return gate.one_of(club_members_for(viewer), member_id)


def stories_for(viewer: Viewer) -> QuerySet[Story]:
    """Stories whose consent holds, of people whose file is not put away; drafts only for those who keep them."""
    alive = Q(consent__withdrawn_on=None, person__sealed_at=None)
    shown = viewer.scope_q(May.READ_STORY) & Q(state="shown")
    return Story.objects.filter(alive, shown | viewer.scope_q(May.KEEP_STORY)).select_related("unit")


def get_story_for(viewer: Viewer, story_id: object, *, to: CommunityPermission = May.READ_STORY) -> Story:
    """The gate of one story. Raises NotHere."""
    rows = stories_for(viewer)
    return gate.one_of(rows if to is May.READ_STORY else rows.filter(viewer.scope_q(to)), story_id)
