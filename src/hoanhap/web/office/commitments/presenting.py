"""What the page of who stands by a person shows, and whom work may be given to."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from hoanhap.foundation import audit
from hoanhap.foundation.access.viewer import Viewer
from hoanhap.foundation.organisations.models import Agency
from hoanhap.kernel.text import upper_first
from hoanhap.people.cases.models import Case
from hoanhap.people.commitments import owners, queries, rules
from hoanhap.people.commitments.actions.charging import Owner
from hoanhap.people.commitments.models import Commitment, FamilyMember, Guarantor
from hoanhap.people.commitments.policy import CommitmentPermission
from hoanhap.people.community import queries as community
from hoanhap.people.community.models import TaskForceMember
from hoanhap.web.office.cases import naming


@dataclass(frozen=True, slots=True)
class CommitmentLine:
    commitment: Commitment
    signer: str
    signed: bool
    over: bool
    until: object


@dataclass(frozen=True, slots=True)
class Sheet:
    """One who does something, and the address of his sheet."""

    owner: str
    href: str


def circle(viewer: Viewer, case: Case, now: datetime) -> dict[str, Any]:
    """Everything on the page; the look is logged. The caller has passed the gate of the case."""
    audit.record(
        "commitment.read",
        by=viewer.actor,
        subject_kind="case",
        subject_id=case.pk,
        unit_path=case.unit_path,
        at=now,
    )
    charges = queries.charges(viewer, case)
    paper = reverse("charges-paper", args=[case.pk])
    sheets = {one.owner_key: one.owner for one in charges if one.living and one.owned}
    return {
        "case": case,
        "lead": naming.line_of(viewer, case),
        "guarantors": queries.guarantors(viewer, case),
        "family": queries.family(viewer, case),
        "charges": [one for one in charges if one.living],
        "unowned": [one for one in charges if one.living and not one.owned],
        "sheets": [Sheet(name, f"{paper}?owner={key}") for key, name in sheets.items()],
        "commitments": [_line(one, viewer) for one in queries.commitments(viewer, case)],
        "keeps": case.closed_on is None and viewer.may(CommitmentPermission.KEEP, case.unit_path),
    }


def _line(one: Commitment, viewer: Viewer) -> CommitmentLine:
    over = one.withdrawn_on is not None or (one.valid_to is not None and one.valid_to <= viewer.on)
    return CommitmentLine(
        one, queries.signer_of(one), queries.counts_as_signed(one), over, rules.last_day(one.valid_to)
    )


def owners_of(viewer: Viewer, case: Case) -> dict[str, tuple[str, Owner | None]]:
    """Key → label and row, of all to whom work may be given; the helper has no row."""
    found: dict[str, tuple[str, Owner | None]] = {}
    if helper := owners.helper_of(case.pk, viewer.on):
        found["helper"] = (_("%s (người giúp đỡ)") % helper, None)
    for kin in queries.family(viewer, case):
        if kin.agrees:
            found[f"family:{kin.member.pk}"] = (f"{kin.name} ({kin.member.get_relation_display()})", kin.member)
    for vouching in queries.guarantors(viewer, case):
        if vouching.living:
            found[f"guarantor:{vouching.guarantor.pk}"] = (_("%s (bảo lãnh)") % vouching.name, vouching.guarantor)
    for member in _members(viewer, case):
        label = ", ".join(part for part in (member.name, member.agency_name) if part)
        found[f"member:{member.pk}"] = (_("%s (Tổ công tác)") % label, member)
    for agency in Agency.objects.filter(place=case.unit_id, valid_to=None).order_by("name", "id"):
        found[f"agency:{agency.pk}"] = (upper_first(agency.name), agency)
    return found


def signers_of(viewer: Viewer, case: Case, name: str) -> dict[str, tuple[str, FamilyMember | Guarantor | None]]:
    """Key → label and row of all who may commit themselves; `name` is that of the person, whose look is logged."""
    found: dict[str, tuple[str, FamilyMember | Guarantor | None]] = {
        "person": (_("%s (người được hỗ trợ)") % name, None)
    }
    for kin in queries.family(viewer, case):
        if kin.agrees:
            found[f"family:{kin.member.pk}"] = (f"{kin.name} ({kin.member.get_relation_display()})", kin.member)
    for vouching in queries.guarantors(viewer, case):
        if vouching.living:
            found[f"guarantor:{vouching.guarantor.pk}"] = (_("%s (bảo lãnh)") % vouching.name, vouching.guarantor)
    return found


def _members(viewer: Viewer, case: Case) -> list[TaskForceMember]:
    forces = community.of_unit(viewer, case.unit_path)
    return [member for force in forces for member in community.members(force, viewer.on)]
