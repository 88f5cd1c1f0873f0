"""Reads: what waits for the viewer, what he asked for, what he may use now."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import QuerySet

from hoanhap.foundation import vault
from hoanhap.foundation.access import attestation, succession
from hoanhap.foundation.access.models import Account, Posting
from hoanhap.foundation.access.roles import Role, allowed_to
from hoanhap.foundation.access.viewer import Viewer
from hoanhap.foundation.audit.models import AuditEntry
from hoanhap.foundation.joint_acts import kinds, policy
from hoanhap.foundation.joint_acts.kinds import JointKind
from hoanhap.foundation.joint_acts.models import JointAct
from hoanhap.foundation.joint_acts.states import State
from hoanhap.foundation.notices.kinds import SubjectLine
from hoanhap.foundation.places import paths
from hoanhap.foundation.places.models import Place
from hoanhap.kernel import clock
from hoanhap.kernel.text import fold

_SEALED = ("sealed_what", "sealed_reason", "sealed_recipient", "sealed_note")
COOLING = timedelta(hours=24)
"""For so long whoever made, or got hold of, another account is not confirmed by it."""


@dataclass(frozen=True, slots=True)
class Words:
    """What was written about an act, opened."""

    what: str
    reason: str
    recipient: str
    note: str


def waiting_for(viewer: Viewer, at: datetime | None = None) -> QuerySet[JointAct]:
    """What others ask for and this viewer may confirm now, the soonest to lapse first."""
    now = at or clock.now()
    found = JointAct.objects.filter(policy.confirmed_by(viewer), state=State.ASKED, expires_at__gt=now)
    return found.select_related("unit", "asked_by").order_by("expires_at", "id")


def asked_by(viewer: Viewer) -> QuerySet[JointAct]:
    """What this viewer asked for, the last first."""
    found = JointAct.objects.filter(policy.asked_by(viewer)).select_related("unit", "decided_by")
    return found.order_by("-asked_at", "-id")


def usable(viewer: Viewer, kind: str, subject_id: object, at: datetime | None = None) -> JointAct | None:
    """The confirmed act of this kind upon this subject that the viewer may carry out now, or None."""
    found = JointAct.objects.filter(
        policy.asked_by(viewer), kind=kind, subject_id=str(subject_id), state=State.CONFIRMED
    )
    return found.filter(expires_at__gt=at or clock.now()).order_by("expires_at", "id").first()


def usable_many(
    viewer: Viewer, kind: str, subject_ids: Collection[object], at: datetime | None = None
) -> dict[str, JointAct]:
    """As `usable`, for a list: subject id → the confirmed act, with one question."""
    found = JointAct.objects.filter(
        policy.asked_by(viewer),
        kind=kind,
        subject_id__in=[str(one) for one in subject_ids],
        state=State.CONFIRMED,
        expires_at__gt=at or clock.now(),
    )
    return {act.subject_id: act for act in found.order_by("-expires_at", "-id")}


def standing(act: JointAct, at: datetime) -> State:
    """Where the act stands at this moment: time ends what nobody ended."""
    state = State(act.state)
    return State.LAPSED if state in (State.ASKED, State.CONFIRMED) and act.expires_at <= at else state


def words_of(acts: Iterable[JointAct]) -> Mapping[UUID, Words]:
    """What was written about these acts. The caller has passed the gate."""
    opened = vault.reveal_many(list(acts), *_SEALED)
    return {key: Words(*(texts[name] for name in _SEALED)) for key, texts in opened.items()}


def roles_that_confirm(kind: JointKind, unit: Place, *, asker: UUID, at: datetime) -> list[Role]:
    """The roles under which somebody other than the asker sits who could confirm at this unit.

    Rights follow units on the day of their change, before any job has run: so does the question who could.
    """
    day = clock.local_day(at)
    roles = [role for role in Role if kind.confirm in allowed_to(role)]
    living = Posting.objects.filter(
        attestation.living_q(day),
        role__in=[role.value for role in roles],
        place_id__in=succession.reaching(unit, day),
        account__is_active=True,
    ).exclude(account_id=asker)
    rows = list(living.select_related("place").order_by("id"))
    standing = succession.standings(rows, day)
    found = {row.role for row in rows if row.pk in standing and _reaches(standing[row.pk], unit)}
    return [role for role in roles if role.value in found]


def _reaches(standing: succession.Standing, unit: Place) -> bool:
    return any(paths.is_under(unit.path, path) for path in (standing.place.path, *standing.also))


def same_hand(asker: Account, second: Account, at: datetime) -> bool:
    """Whether the second account may be the asker's own: it bears his name, or he got hold of it within a day."""
    if asker.pk == second.pk or fold(asker.display_name) == fold(second.display_name):
        return True
    return AuditEntry.objects.filter(
        subject_kind="account",
        subject_id=str(second.pk),
        at__gt=at - COOLING,
        code__in=kinds.takeovers.keys(),
        account_id=str(asker.pk),
    ).exists()


def duty_lines(viewer: Viewer, act_ids: Collection[str]) -> dict[str, SubjectLine]:
    """How acts are called in today's work."""
    acts = policy.visible_to(viewer).filter(pk__in=list(act_ids)).select_related("unit")
    return {
        str(act.pk): SubjectLine(
            label=str(kinds.register[act.kind].title),
            detail=act.unit.full_name,
            args={"act_id": str(act.pk)},
        )
        for act in acts
    }
