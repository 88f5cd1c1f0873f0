"""Who may see and change which person. A relationship is needed: a posting to the person's commune, or an assignment.

People are below cases and helpers in the house, so what makes a helper related to a person is registered from above.
"""

from collections.abc import Callable
from uuid import UUID

from django.db.models import Q, QuerySet

from hoanhap.foundation.access import gate
from hoanhap.foundation.access.permissions import Permission
from hoanhap.foundation.access.viewer import Viewer
from hoanhap.kernel.registers import Register
from hoanhap.people.persons.models import Person


class PersonPermission(Permission):
    READ = "persons.read"
    READ_ASSIGNED = "persons.read_assigned"
    REGISTER = "persons.register"
    CORRECT = "persons.correct"
    REVEAL = "persons.reveal"


person_relations: Register[Callable[[Viewer], Q]] = Register("relations that open a person to a viewer")
"""Functions viewer → Q over Person, for those who hold READ_ASSIGNED (helpers). An empty register opens nothing."""


UNSEALED = Q(sealed_at=None)
"""Over Person: whoever's last file was put away is found by nobody."""


def visible_to(viewer: Viewer) -> QuerySet[Person]:
    """The persons this viewer may know of; none without a living posting."""
    return Person.objects.filter(readable(viewer))


def readable(viewer: Viewer) -> Q:
    reach = viewer.scope_q(PersonPermission.READ)
    if viewer.may(PersonPermission.READ_ASSIGNED):
        related = Q(pk__in=[])
        for relation in person_relations.values():
            related |= relation(viewer)
        reach |= viewer.scope_q(PersonPermission.READ_ASSIGNED) & related
    return reach & UNSEALED


def get_person_for(viewer: Viewer, person_id: UUID | str, *, to: PersonPermission = PersonPermission.READ) -> Person:
    """The gate of one person. Raises NotHere for missing and forbidden alike."""
    reach = readable(viewer) if to is PersonPermission.READ else viewer.scope_q(to) & UNSEALED
    return gate.one_of(Person.objects.filter(reach), person_id)
