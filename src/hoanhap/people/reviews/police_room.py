"""Offences in the year after rehab: written and read by the commune's police alone, each look in the log.

Whether something was found lies sealed. Outside this room there is no figure of it either: the police give their own.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from hoanhap.foundation import audit, vault
from hoanhap.foundation.access.viewer import Viewer
from hoanhap.foundation.audit import Actor
from hoanhap.kernel.errors import NotHere, Refused
from hoanhap.kernel.text import tidy
from hoanhap.people.cases.models import Case
from hoanhap.people.cases.policy import PolicePermission
from hoanhap.people.reviews import following, policy
from hoanhap.people.reviews.models import OffenceCheck
from hoanhap.people.reviews.rates import Rate

NOTHING, FOUND = "no", "yes"


@dataclass(frozen=True, slots=True)
class Waiting:
    """One end of rehab whose following year the police look at; `written`: they did, whatever they found."""

    case: Case
    ended_on: date
    written: bool


def listed(viewer: Viewer, *, since: date, until: date) -> list[Waiting]:
    """The rehabs that ended in [since, until) among the viewer's people. Names are the caller's to show and to log."""
    cases = policy.police_cases(viewer, to=PolicePermission.READ)
    ended = following.ended_between(cases, since, until)
    there = set(OffenceCheck.objects.filter(case__in=list(ended)).values_list("case_id", "ended_on"))
    found = cases.filter(pk__in=list(ended)).select_related("person", "person__hamlet", "unit").defer("wish")
    rows = [Waiting(case, ended[case.pk], (case.pk, ended[case.pk]) in there) for case in found]
    return sorted(rows, key=lambda row: (row.written, row.ended_on, row.case.code, str(row.case.pk)))


@transaction.atomic
def write(viewer: Viewer, findings: Sequence[tuple[UUID, date, str, str]], *, at: datetime) -> int:
    """Write what was looked up: (case, end of rehab, "yes" or "no", words). Raises NotHere, Refused."""
    known = policy.police_cases(viewer, to=PolicePermission.WRITE).filter(pk__in=[one for one, *_rest in findings])
    # Locked: of two who write about the same end of rehab the second writes over the first.
    cases = {case.pk: case for case in known.select_for_update(of=("self",))}
    ends = following.episodes_of(list(cases))
    for case_id, ended_on, answer, words in findings:
        if case_id not in cases or ended_on not in [one.ended_on for one in ends.get(case_id, [])]:
            raise NotHere
        if answer not in (NOTHING, FOUND):
            raise Refused(_("Chọn có hoặc không."), code="offence-answer")
        _write(cases[case_id], ended_on, f"{answer} {tidy(words)}".strip(), viewer.actor, at)
    return len(findings)


@transaction.atomic
def read(viewer: Viewer, *, since: date, until: date, at: datetime) -> tuple[Rate, Mapping[UUID, str]]:
    """How many of those looked up had an offence, and what was written of each; every file opened is logged."""
    cases = policy.police_cases(viewer, to=PolicePermission.READ)
    rows = list(
        OffenceCheck.objects.filter(case__in=cases.order_by().values("pk"), ended_on__gte=since, ended_on__lt=until)
        .select_related("case")
        .order_by("ended_on", "id")
    )
    opened = vault.reveal_many(rows, "finding") if rows else {}
    said = {row.case_id: opened[row.pk]["finding"] for row in rows}
    subjects = [audit.Subject("case", row.case_id, row.unit_path, {}) for row in rows]
    audit.record_many("police.offence_read", by=viewer.actor, at=at, rows=subjects)
    return Rate(sum(words.startswith(FOUND) for words in said.values()), len(said)), said


def _write(case: Case, ended_on: date, finding: str, by: Actor, at: datetime) -> None:
    row = OffenceCheck.objects.select_for_update(of=("self",)).filter(case=case, ended_on=ended_on).first()
    if row is None:
        row = OffenceCheck(case=case, unit_path=case.unit_path, ended_on=ended_on)
    row.recorded_by, row.recorded_at = by.account_id, at
    vault.seal(row, finding=finding)
    if row._state.adding:
        row.save(force_insert=True)
    else:
        row.version = F("version") + 1
        row.save(update_fields=["finding", "recorded_by", "recorded_at", "version"])
    audit.record(
        "police.offence_written",
        by=by,
        subject_kind="case",
        subject_id=case.pk,
        unit_path=case.unit_path,
        at=at,
    )
