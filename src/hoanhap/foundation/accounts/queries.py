"""Reads about accounts for whoever keeps them: officials and their posts, never anything about people served."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from hoanhap.foundation.access import succession
from hoanhap.foundation.access.models import Account, Posting
from hoanhap.foundation.access.viewer import Viewer
from hoanhap.foundation.accounts import policy
from hoanhap.foundation.accounts.models import Invitation, Proposal
from hoanhap.foundation.places import lineage
from hoanhap.foundation.sign_in.models import CodeApp, Passkey
from hoanhap.kernel import clock
from hoanhap.kernel.errors import Refused
from hoanhap.kernel.text import fold

INVITED, ACTIVE, OFF, LEFT = "invited", "active", "off", "left"
STATES = (ACTIVE, INVITED, OFF, LEFT)


@dataclass(frozen=True, slots=True)
class Line:
    """One account in the list."""

    account: Account
    state: str
    has_factor: bool
    postings: tuple[Posting, ...]


def with_factor(rows: QuerySet[Account]) -> QuerySet[Account]:
    """Each account with `has_factor`, in the same query."""
    app = CodeApp.objects.filter(account=OuterRef("pk"), confirmed_at__isnull=False)
    return rows.annotate(
        has_factor=ExpressionWrapper(
            Q(Exists(app)) | Q(Exists(Passkey.objects.filter(account=OuterRef("pk")))), output_field=BooleanField()
        )
    )


def found(viewer: Viewer, *, words: str = "", state: str = "") -> QuerySet[Account]:
    """The keeper's accounts, narrowed by name (accents or not) and state, by name."""
    rows = with_factor(policy.visible_to(viewer))
    if words.strip():
        wanted = fold(words)
        named = rows.values_list("pk", "username", "display_name")
        rows = rows.filter(pk__in=[pk for pk, user, name in named if wanted in fold(f"{name} {user}")])
    living = Posting.objects.filter(_living(viewer), account=OuterRef("pk"))
    has_factor = Q(has_factor=True)
    match state:
        case "off":
            rows = rows.filter(is_active=False)
        case "invited":
            rows = rows.filter(Exists(living), is_active=True).exclude(has_factor)
        case "active":
            rows = rows.filter(has_factor, Exists(living), is_active=True)
        case "left":
            rows = rows.filter(~Exists(living), is_active=True)
    return rows.order_by("display_name", "username")


def lines(viewer: Viewer, accounts: Iterable[Account]) -> list[Line]:
    """These accounts (from `found`) with their living postings in the keeper's part of the map: one query."""
    rows = list(accounts)
    held: dict[UUID, list[Posting]] = {row.pk: [] for row in rows}
    living = policy.postings_for(viewer).filter(_living(viewer), account__in=list(held))
    for posting in living.select_related("place").order_by("valid_from", "id"):
        held[posting.account_id].append(posting)
    return [_line(row, tuple(held[row.pk])) for row in rows]


def one(viewer: Viewer, account_id: UUID | str) -> Line:
    """One account as a line. Raises NotHere."""
    account = with_factor(Account.objects.filter(pk=policy.get_account_for(viewer, account_id).pk)).get()
    return lines(viewer, [account])[0]


def postings_of(viewer: Viewer, account: Account) -> list[Posting]:
    """Past, present and coming postings in the keeper's part of the map, the newest first."""
    rows = policy.postings_for(viewer).filter(account=account).select_related("place", "agency")
    return list(rows.order_by("-valid_from", "-id"))


def living_link(account: Account) -> Invitation | None:
    """The link that works now, if any: until when, never the link itself."""
    return Invitation.objects.filter(account=account, used_at=None, voided_at=None, expires_at__gt=clock.wall()).first()


def joined(account_ids: Collection[UUID]) -> set[UUID]:
    """Those of these accounts that have come in: with a second factor, or signed in before."""
    rows = with_factor(Account.objects.filter(pk__in=list(account_ids)))
    return set(rows.filter(Q(has_factor=True) | Q(last_login__isnull=False)).values_list("pk", flat=True))


def latest_postings(account_ids: Collection[UUID]) -> dict[UUID, Posting]:
    """The newest posting of each account."""
    rows = Posting.objects.filter(account__in=list(account_ids)).select_related("place").order_by("valid_from", "id")
    return {row.account_id: row for row in rows}


def waiting(viewer: Viewer) -> QuerySet[Proposal]:
    """What the keeper began and neither did nor dropped."""
    rows = Proposal.objects.filter(viewer.scope_q(policy.KEEP), made_by=viewer.account_id, state="waiting")
    return rows.select_related("unit").order_by("-made_at", "-id")


def provisional(postings: Collection[Posting], viewer: Viewer) -> set[UUID]:
    """Those that go on at a unit that was split, until somebody says where; their place is loaded."""
    linked = set(
        Posting.objects.filter(lineage.linked_q(viewer.on), pk__in=[row.pk for row in postings]).values_list(
            "pk", flat=True
        )
    )
    if not linked:
        return set()
    standing = succession.standings([row for row in postings if row.pk in linked], viewer.on)
    return {row.pk for row in postings if row.pk in standing and standing[row.pk].waits}


def elsewhere() -> Refused:
    """The answer where an account works under another keeper, too."""
    return Refused(
        _("Tài khoản này còn giữ nhiệm vụ ngoài địa bàn của bạn."),
        code="accounts-elsewhere",
        way_out=_("Kết thúc nhiệm vụ trong địa bàn của bạn; việc khác nhờ quản trị cấp trên."),
    )


def _living(viewer: Viewer) -> Q:
    return Q(valid_to__isnull=True) | Q(valid_to__gt=viewer.on)


def _line(account: Account, postings: tuple[Posting, ...]) -> Line:
    has_factor = bool(account.has_factor)  # type: ignore[attr-defined]
    if not account.is_active:
        state = OFF
    elif not postings:
        state = LEFT
    else:
        state = ACTIVE if has_factor else INVITED
    return Line(account, state, has_factor, postings)
