"""What ties others to a case is read by those who know the person, and by nobody else; who ended vouches no more."""

from collections.abc import Callable
from datetime import date

import pytest

from hoanhap.foundation.access.viewer import Viewer
from hoanhap.kernel.errors import NotHere
from hoanhap.people.cases.models import Case
from hoanhap.people.commitments import actions, duties, papers, queries, timeline
from hoanhap.people.commitments.actions import ChargeDetails, CommitmentDetails, FamilyDetails, GuarantorDetails
from hoanhap.people.commitments.models import ChargeKind, Commitment, FormKind, Guarantor, Relation
from tests.cast import NOW, SETTER, TODAY, Cast

SINCE = date(2020, 3, 1)
READS: dict[str, Callable[[Viewer, Case], list[object]]] = {
    "guarantors": queries.guarantors,
    "family": queries.family,
    "charges": queries.charges,
    "commitments": queries.commitments,
    "guarantors in the timeline": lambda viewer, case: list(timeline.SOURCES["guarantors"].tell(case, viewer)),
    "signatures in the timeline": lambda viewer, case: list(timeline.SOURCES["signed"].tell(case, viewer)),
}  # type: ignore[assignment]
READERS = ("officer", "leader", "police")
OTHERS = ("helper", "neighbour_officer", "stranger_officer", "district_merger", "administrator", "health_station")


def vouch(case: Case) -> Guarantor:
    details = GuarantorDetails(name="Nguyễn Thị Hai", valid_from=SINCE)
    return actions.add_guarantor(case, details=details, by=SETTER, at=NOW)


def signed(case: Case) -> Commitment:
    """A mother who agreed and has something to do, a guarantor, and a commitment signed electronically."""
    vouch(case)
    kin = FamilyDetails(name="Phạm Thị Bông", relation=Relation.MOTHER, carer=True, agreed_on=SINCE)
    mother = actions.add_family(case, details=kin, by=SETTER, at=NOW)
    work = ChargeDetails(kind=ChargeKind("daily"), valid_from=SINCE, owner=mother)
    actions.charge(case, details=work, by=SETTER, at=NOW)
    row = actions.prepare(case, details=CommitmentDetails(form=FormKind.PERSON, on=SINCE), by=SETTER, at=NOW)
    return actions.sign_electronically(row, code="A-1", by=SETTER, at=NOW)


def test_each_read_answers_those_who_know_the_person_alone(cast: Cast, case: Case) -> None:
    row = signed(case)
    for what, read in READS.items():
        for name in READERS:
            assert len(read(cast.viewer(getattr(cast, name)), case)) == 1, (what, name)
        for name in OTHERS:
            assert read(cast.viewer(getattr(cast, name)), case) == [], (what, name)
    assert papers.commitment(row, cast.viewer(cast.officer)).signature.name == "Nguyễn Văn Đào"
    for name in OTHERS:
        with pytest.raises(NotHere):
            papers.commitment(row, cast.viewer(getattr(cast, name)))


def test_whose_guarantor_stopped_is_missed_again(cast: Cast, case: Case) -> None:
    row = vouch(case)
    assert duties.ask([case], by=SETTER, at=NOW) == 0
    # Straight in the table: the act of ending asks for somebody new by itself.
    Guarantor.objects.filter(pk=row.pk).update(valid_to=TODAY)
    assert duties.ask([case], by=SETTER, at=NOW) == 1
