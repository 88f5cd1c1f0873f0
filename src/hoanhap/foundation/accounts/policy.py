"""Which accounts, postings and proposals lie in whose part of the map."""

from uuid import UUID

from django.db.models import Q, QuerySet

from hoanhap.foundation.access import gate
from hoanhap.foundation.access.models import Account, Posting
from hoanhap.foundation.access.policy import AccessPermission
from hoanhap.foundation.access.viewer import Viewer
from hoanhap.foundation.accounts.models import Proposal
from hoanhap.foundation.places import paths

KEEP, ATTEST, CONFIRM = AccessPermission.KEEP_ACCOUNTS, AccessPermission.ATTEST_RIGHTS, AccessPermission.CONFIRM_ROLES


def postings_for(viewer: Viewer) -> QuerySet[Posting]:
    """Past and present postings under the keeper's part of the map."""
    return Posting.objects.filter(viewer.scope_q(KEEP, "path"))


def visible_to(viewer: Viewer) -> QuerySet[Account]:
    """Accounts that are or were posted there."""
    return Account.objects.filter(pk__in=postings_for(viewer).values("account"))


def get_account_for(viewer: Viewer, account_id: UUID | str) -> Account:
    """The gate of one account for whoever keeps it. Raises NotHere."""
    return gate.one_of(visible_to(viewer), account_id)


def get_posting_for(viewer: Viewer, posting_id: UUID | str) -> Posting:
    """The gate of one posting for whoever keeps it. Raises NotHere."""
    return gate.one_of(postings_for(viewer).select_related("account", "place"), posting_id)


def get_proposal_for(viewer: Viewer, proposal_id: UUID | str) -> Proposal:
    """The gate of a proposal for whoever keeps accounts there. Raises NotHere."""
    return gate.one_of(Proposal.objects.filter(viewer.scope_q(KEEP)).select_related("unit", "made_by"), proposal_id)


def get_proposal_to_see(viewer: Viewer, proposal_id: UUID | str) -> Proposal:
    """The gate for the second person, too, who has to see what he is asked to confirm. Raises NotHere."""
    rows = Proposal.objects.filter(viewer.scope_q(KEEP) | viewer.scope_q(CONFIRM))
    return gate.one_of(rows.select_related("unit", "made_by"), proposal_id)


def lies_wholly_with(viewer: Viewer, account: Account) -> bool:
    """Whether every living or coming posting of the account is in the keeper's part of the map."""
    living = Posting.objects.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=viewer.on), account=account)
    scopes = viewer.paths(KEEP)
    return all(any(paths.is_under(path, scope) for scope in scopes) for path in living.values_list("path", flat=True))
