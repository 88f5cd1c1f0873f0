"""What this package says about a person to that person: who was named to help him, by office and not by name."""

from collections.abc import Iterable
from uuid import UUID

from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from hoanhap.foundation.privacy import inventory, parts
from hoanhap.foundation.privacy.parts import Part
from hoanhap.people.cases.holdings import holdings
from hoanhap.people.cases.holdings import of_cases as of_case_rows
from hoanhap.people.cases.rights import of_cases
from hoanhap.people.persons.rights import BASIS
from hoanhap.people.reintegration.models import HelperAssignment
from hoanhap.people.reintegration.policy import ReintegrationPermission as May


def declare() -> None:
    """Called once at start, from apps.ready()."""
    parts.add(_assignment())
    holdings.add("reintegration.HelperAssignment", of_case_rows(HelperAssignment))
    parts.third_persons.add("reintegration.helpers", helpers_of)
    inventory.entries.add(
        "reintegration.HelperAssignment",
        inventory.Entry(
            purpose=_("Biết ai được phân công giúp đỡ ai"),
            basis=BASIS,
            retention="cases.ended",
            readers=(May.READ_HELPER,),
        ),
    )


def helpers_of(person_id: UUID) -> Iterable[tuple[str, str]]:
    """The helpers' names, wherever a note speaks of them."""
    names = HelperAssignment.objects.filter(case__person=person_id).order_by("id")
    return [(name, say("(người giúp đỡ)")) for name in names.values_list("helper_name", flat=True)]


def _assignment() -> Part:
    return Part(
        model="reintegration.HelperAssignment",
        title=_("Người được phân công giúp đỡ"),
        rows=of_cases(HelperAssignment, "valid_from"),
        fields={
            "kind": _("Vai trò"),
            "organisation": _("Hội, đoàn thể"),
            "decision_number": _("Quyết định số"),
            "valid_from": _("Từ ngày"),
            "valid_to": _("Đến trước ngày"),
            "end_reason": _("Lý do thôi"),
        },
        masked={"helper_name": (_("Tên"), _("(người giúp đỡ)"))},
    )
