"""Whom a commune may ask to help: accounts posted to it as helpers, and members of its task force."""

from dataclasses import dataclass

from hoanhap.foundation.access import attestation
from hoanhap.foundation.access.models import Account, Posting
from hoanhap.foundation.access.roles import Role
from hoanhap.foundation.access.viewer import Viewer
from hoanhap.foundation.places.models import Place
from hoanhap.people.community import queries as community
from hoanhap.web.ui import labels

_WHO_HELPS = (Role.HELPER, Role.COMMUNE_OFFICER)


@dataclass(frozen=True, slots=True)
class Candidate:
    """One line of the choice; with an account the duties of the person come to it."""

    key: str
    name: str
    organisation: str
    account: Account | None = None

    @property
    def label(self) -> str:
        return f"{self.name} · {labels.shown(self.organisation)}" if self.organisation else self.name


def of_unit(viewer: Viewer, unit: Place) -> list[Candidate]:
    """Accounts first, then members of the task force without one. The caller has passed the gate of the unit."""
    postings = Posting.objects.filter(
        attestation.living_q(viewer.on), place=unit, role__in=_WHO_HELPS, account__is_active=True
    )
    found: dict[str, Candidate] = {}
    for posting in postings.select_related("account").order_by("account__display_name", "id"):
        account = posting.account
        found.setdefault(
            f"account:{account.pk}", Candidate(f"account:{account.pk}", account.display_name, posting.title, account)
        )
    named = {candidate.name for candidate in found.values()}
    for force in community.of_unit(viewer, unit.path):
        for member in community.members(force, viewer.on):
            if member.name not in named:
                key = f"member:{member.pk}"
                found[key] = Candidate(key, member.name, member.agency_name, None)
    return list(found.values())
