"""Who may see and change which person. A relationship is needed: a posting to the person's commune, or an assignment.

People are below cases and helpers in the house, so what makes a helper related to a person is registered from above.
"""

from collections.abc import Callable, Mapping
from uuid import UUID

from django.db.models import Q, QuerySet

from hoanhap.foundation.access import gate
from hoanhap.foundation.access.permissions import Permission
from hoanhap.foundation.access.viewer import Viewer
from hoanhap.kernel.errors import NotHere
from hoanhap.kernel.registers import Register
from hoanhap.people.persons.masks import NameForm
from hoanhap.people.persons.models import SEALED, Person


class PersonPermission(Permission):
    """`NAME`, `NAME_GIVEN`: how much of a name stands in lists and headings; without either, initials.

    `REVEAL` opens any masked field by a logged press; `REVEAL_NAME` and `REVEAL_PHONE` open that one field.
    """

    READ = "persons.read"
    READ_ASSIGNED = "persons.read_assigned"
    REGISTER = "persons.register"
    CORRECT = "persons.correct"
    NAME = "persons.name"
    NAME_GIVEN = "persons.name_given"
    REVEAL = "persons.reveal"
    REVEAL_NAME = "persons.reveal_name"
    REVEAL_PHONE = "persons.reveal_phone"


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
    reach = readable(viewer)
    if to is not PersonPermission.READ:
        reach &= viewer.scope_q(to)
    return gate.one_of(Person.objects.filter(reach), person_id)


REVEALED_BY: Mapping[str, tuple[PersonPermission, ...]] = {
    **dict.fromkeys(SEALED, (PersonPermission.REVEAL,)),
    "full_name": (PersonPermission.REVEAL, PersonPermission.REVEAL_NAME),
    "phone": (PersonPermission.REVEAL, PersonPermission.REVEAL_PHONE),
}
"""Masked field → the permissions one of which opens it."""


def may_reveal(viewer: Viewer, person: Person, field: str) -> bool:
    """Whether this field of somebody the viewer may know opens to him; an unknown field does not."""
    return any(viewer.may(permission, person.unit_path) for permission in REVEALED_BY.get(field, ()))


def get_person_to_reveal(viewer: Viewer, person_id: UUID | str, field: str) -> Person:
    """The gate of one masked field of one person. Raises NotHere."""
    person = get_person_for(viewer, person_id)
    if not may_reveal(viewer, person, field):
        raise NotHere
    return person


def name_form(viewer: Viewer, unit_path: str) -> NameForm:
    """How much of a name of this unit the viewer sees unasked; whoever was granted nothing sees initials."""
    if viewer.may(PersonPermission.NAME, unit_path):
        return NameForm.WHOLE
    return NameForm.GIVEN if viewer.may(PersonPermission.NAME_GIVEN, unit_path) else NameForm.INITIALS
