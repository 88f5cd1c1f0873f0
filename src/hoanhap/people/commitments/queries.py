"""Reads: guarantors, family, who does what, commitments; and who has no guarantor (chưa có người bảo lãnh)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from hoanhap.foundation import vault
from hoanhap.foundation.access.viewer import Viewer
from hoanhap.people.cases.models import Case
from hoanhap.people.commitments import owners, policy, rules
from hoanhap.people.commitments.models import Charge, Commitment, FamilyMember, FormKind, Guarantor, OwnerKind, SignedBy


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedGuarantor:
    """One guarantor with his name opened; `beside`: another stands at the same time."""

    guarantor: Guarantor
    name: str
    phone: str
    relation: str
    living: bool
    beside: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedMember:
    """One of the family; `agrees`: may be named, called and given work today."""

    member: FamilyMember
    name: str
    phone: str
    agrees: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedCharge:
    """One piece of work with its owner's name. `owned` is False when nobody stands behind it any more."""

    charge: Charge
    what: str
    owner: str
    owner_key: str
    owned: bool
    living: bool


def living(on: date) -> QuerySet[Guarantor]:
    """All guarantors that vouch on this day. Not for a viewer: duties and measures count with it."""
    return Guarantor.objects.filter(Q(valid_to=None) | Q(valid_to__gt=on), valid_from__lte=on)


def has_guarantor(on: date, case: str = "pk") -> Exists:
    """Over Case (or a table whose column `case` holds one): does somebody vouch on this day?"""
    return Exists(living(on).filter(case=OuterRef(case)))


def guarantors(viewer: Viewer, case: Case) -> list[OpenedGuarantor]:
    """All who ever vouched, the living first, then the newest. The caller has passed a gate and logs the look."""
    rows = list(policy.visible_to(viewer, Guarantor).filter(case=case).order_by("-valid_from", "-id"))
    opened = vault.reveal_many(rows, "name", "phone", "relation")
    beside = rules.overlapping((row.pk, row.valid_from, row.valid_to) for row in rows)
    found = [
        OpenedGuarantor(
            guarantor=row,
            name=opened[row.pk]["name"],
            phone=opened[row.pk]["phone"],
            relation=opened[row.pk]["relation"],
            living=rules.lives(row, viewer.on),
            beside=row.pk in beside,
        )
        for row in rows
    ]
    return sorted(found, key=lambda one: not one.living)


def family(viewer: Viewer, case: Case) -> list[OpenedMember]:
    """The family, who cares first."""
    rows = list(policy.visible_to(viewer, FamilyMember).filter(case=case).order_by("-carer", "recorded_at", "id"))
    opened = vault.reveal_many(rows, "name", "phone")
    return [
        OpenedMember(
            member=row, name=opened[row.pk]["name"], phone=opened[row.pk]["phone"], agrees=agrees(row, viewer.on)
        )
        for row in rows
    ]


def agrees(member: FamilyMember, on: date) -> bool:
    agreed = member.agreed_on is not None and member.agreed_on <= on
    return agreed and (member.withdrawn_on is None or on < member.withdrawn_on)


def charges(viewer: Viewer, case: Case) -> list[OpenedCharge]:
    """Who does what: by kind of work, what goes on first."""
    found = policy.visible_to(viewer, Charge).filter(case=case)
    rows = list(found.select_related("family", "guarantor", "member", "agency").order_by("kind", "valid_from", "id"))
    words = vault.reveal_many(rows, "words")
    names = _names(rows)
    helper = owners.helper_of(case.pk, viewer.on) if any(row.owner_kind == OwnerKind.HELPER for row in rows) else ""
    opened = [_opened(row, words[row.pk]["words"], names, helper, viewer.on) for row in rows]
    return sorted(opened, key=lambda one: not one.living)


def unowned(viewer: Viewer, case: Case) -> list[OpenedCharge]:
    """Work that goes on and lost its owner: he left, took back his consent, or nobody helps."""
    return [one for one in charges(viewer, case) if one.living and not one.owned]


def commitments(viewer: Viewer, case: Case) -> list[Commitment]:
    """All commitments, the newest first, each with whether its paper is still there."""
    rows = policy.visible_to(viewer, Commitment).filter(case=case)
    return list(rows.select_related("paper", "family", "guarantor").defer("paper__content").order_by("-on", "-id"))


def counts_as_signed(commitment: Commitment) -> bool:
    """A paper that was removed afterwards proves nothing any more."""
    if commitment.signed_by == SignedBy.PAPER:
        return commitment.paper is not None and commitment.paper.removed_at is None
    return commitment.signed_by == SignedBy.ELECTRONIC


def signed(on: date) -> QuerySet[Commitment]:
    """The commitments that bind on this day, signed and proved. Not for a viewer: measures and completeness."""
    proved = Q(signed_by=SignedBy.ELECTRONIC) | Q(signed_by=SignedBy.PAPER, paper__removed_at=None)
    running = (Q(valid_to=None) | Q(valid_to__gt=on)) & (Q(withdrawn_on=None) | Q(withdrawn_on__gt=on))
    return Commitment.objects.filter(proved, running, on__lte=on)


def has_signed(on: date, form: FormKind | None = None, case: str = "pk") -> Exists:
    """Over Case: is there a signed commitment that binds on this day?"""
    rows = signed(on).filter(case=OuterRef(case))
    return Exists(rows.filter(form=form) if form else rows)


def signer_of(commitment: Commitment) -> str:
    """The name under it, opened; "" for the person himself, whose name his file knows."""
    row = commitment.family or commitment.guarantor
    return vault.reveal(row, "name") if row is not None else ""


def _names(rows: Iterable[Charge]) -> dict[UUID, str]:
    """Names of the family and the guarantors behind these charges; two looks however many."""
    kin = {row.family.pk: row.family for row in rows if row.family}
    vouching = {row.guarantor.pk: row.guarantor for row in rows if row.guarantor}
    opened = {**vault.reveal_many(kin.values(), "name"), **vault.reveal_many(vouching.values(), "name")}
    return {pk: said["name"] for pk, said in opened.items()}


def _opened(row: Charge, words: str, names: dict[UUID, str], helper: str, on: date) -> OpenedCharge:
    owner, owned = _owner(row, names, helper, on)
    kind = str(row.get_kind_display())
    return OpenedCharge(
        charge=row,
        what=f"{kind}: {words}" if words and row.kind != "other" else words or kind,
        owner=owner,
        owner_key=f"{row.owner_kind}:{row.family_id or row.guarantor_id or row.member_id or row.agency_id or ''}",
        owned=owned,
        living=rules.lives(row, on),
    )


def _owner(row: Charge, names: dict[UUID, str], helper: str, on: date) -> tuple[str, bool]:
    """How the owner is called, and whether he still is one on this day."""
    if row.family:
        said = f"{names[row.family.pk]} ({row.family.get_relation_display()})"
        return said, agrees(row.family, on)
    if row.guarantor:
        return names[row.guarantor.pk], rules.lives(row.guarantor, on)
    if row.member:
        said = ", ".join(part for part in (row.member.name, row.member.agency_name) if part)
        return said, rules.lives(row.member, on)
    if row.agency:
        return row.agency.name, row.agency.valid_to is None or on < row.agency.valid_to
    return helper, bool(helper)
