"""Guarantors and commitments in the timeline of a case (diễn biến), for those who may read them."""

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _

from hoanhap.foundation import vault
from hoanhap.foundation.access.viewer import Viewer
from hoanhap.kernel import clock
from hoanhap.people.cases.models import Case
from hoanhap.people.cases.policy import CasePermission
from hoanhap.people.cases.queries import Event, Source, source
from hoanhap.people.commitments import queries
from hoanhap.people.commitments.models import Commitment, Guarantor
from hoanhap.people.commitments.policy import CommitmentPermission

KIND = "commitment"


def _guarantors(case: Case, viewer: Viewer) -> Iterable[Event]:
    """Who vouched from when to when."""
    if not viewer.may(CommitmentPermission.READ, case.unit_path):
        return
    for one in queries.guarantors(viewer, case):
        who = ", ".join(part for part in (one.name, one.relation) if part)
        yield from _guarantor(one.guarantor, who, viewer)


def _commitments(case: Case, viewer: Viewer) -> Iterable[Event]:
    if not viewer.may(CommitmentPermission.READ, case.unit_path):
        return
    for commitment in queries.commitments(viewer, case):
        if queries.counts_as_signed(commitment):
            yield _signed(commitment)


def _guarantor(row: Guarantor, who: str, viewer: Viewer) -> Iterable[Event]:
    # Why somebody stopped may speak of the person: a word of the social room.
    told = viewer.may(CasePermission.READ_SOCIAL, row.unit_path)
    yield Event(
        at=clock.at(row.valid_from),
        kind=KIND,
        title=_("Bảo lãnh: %s") % who,
        detail=_("Giấy tờ số %s") % row.document_number if row.document_number else "",
        subject_id=str(row.pk),
    )
    if row.valid_to is not None and row.valid_to <= viewer.on:
        yield Event(
            at=clock.at(row.valid_to),
            kind=KIND,
            title=_("Thôi bảo lãnh: %s") % who,
            detail=vault.reveal(row, "end_reason") if told and row.end_reason is not None else "",
            subject_id=str(row.pk),
        )


def _signed(row: Commitment) -> Event:
    assert row.signed_at is not None  # noqa: S101 - the caller asked whether it is signed
    return Event(
        at=row.signed_at.astimezone(clock.VN),
        kind=KIND,
        title=_("Đã ký: %s") % row.get_form_display(),
        detail=str(row.get_signed_by_display()),
        subject_id=str(row.pk),
        timed=True,
    )


SOURCES: Mapping[str, Source] = {
    "guarantors": source(_guarantors, Guarantor),
    "signed": source(_commitments, Commitment),
}
