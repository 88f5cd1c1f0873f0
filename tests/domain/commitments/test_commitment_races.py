"""Two officers write who stands by a person at once: nobody is entered twice, ended twice or signs twice."""

import pytest

from hoanhap.foundation.access.viewer import Viewer
from hoanhap.foundation.files.models import StoredFile
from hoanhap.people.cases.models import Case
from hoanhap.people.commitments import actions
from hoanhap.people.commitments.actions import CommitmentDetails, FamilyDetails, GuarantorDetails
from hoanhap.people.commitments.models import Commitment, FamilyMember, FormKind, Guarantor, Relation
from tests import cast as casting
from tests import people, pictures
from tests.cast import NOW, SETTER, TODAY
from tests.two_hands import DONE, said_at_once

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
BA = GuarantorDetails(name="Lê Văn Ba", relation="chú", valid_from=TODAY)


@pytest.fixture
def cast() -> casting.Cast:
    return casting.make()


@pytest.fixture
def case(cast: casting.Cast) -> Case:
    return people.open_home_case(cast, people.register_person(cast, "Nguyễn Văn Đào"))


def test_one_guarantor_is_entered_once(case: Case) -> None:
    works = [lambda: actions.add_guarantor(case, details=BA, by=SETTER, at=NOW)] * 3
    assert said_at_once(*works) == [DONE, "guarantor-twice", "guarantor-twice"]
    assert Guarantor.objects.count() == 1


def test_two_guarantors_at_once_both_stand(case: Case) -> None:
    other = GuarantorDetails(name="Trần Thị Tư", valid_from=TODAY)
    answers = said_at_once(
        lambda: actions.add_guarantor(case, details=BA, by=SETTER, at=NOW),
        lambda: actions.add_guarantor(case, details=other, by=SETTER, at=NOW),
    )
    assert answers == [DONE, DONE]
    assert Guarantor.objects.count() == 2


def test_a_guarantor_stops_once(case: Case) -> None:
    row = actions.add_guarantor(case, details=BA, by=SETTER, at=NOW)
    works = [lambda: actions.end_guarantor(row, on=TODAY, reason="đi xa", by=SETTER, at=NOW)] * 2
    assert said_at_once(*works) == [DONE, "guarantor-ended"]


def test_a_commitment_is_signed_once_with_one_paper(cast: casting.Cast, case: Case) -> None:
    row = actions.prepare(case, details=CommitmentDetails(form=FormKind.PERSON, on=TODAY), by=SETTER, at=NOW)
    viewer: Viewer = cast.viewer(cast.officer)

    def sign() -> object:
        fresh = Commitment.objects.get()
        return actions.sign_on_paper(fresh, pictures.jpeg(), name="a.jpg", by=viewer, at=NOW)

    assert said_at_once(sign, sign) == ["commitment-signed", DONE]
    row.refresh_from_db()
    assert (StoredFile.objects.get().pk, row.signed_at) == (row.paper_id, NOW)


def test_signed_and_withdrawn_at_once_it_is_never_half(cast: casting.Cast, case: Case) -> None:
    row = actions.prepare(case, details=CommitmentDetails(form=FormKind.PERSON, on=TODAY), by=SETTER, at=NOW)
    answers = said_at_once(
        lambda: actions.sign_electronically(row, code="KS-1", by=SETTER, at=NOW),
        lambda: actions.withdraw_commitment(row, on=TODAY, by=SETTER, at=NOW),
    )
    # Whoever withdraws first leaves nothing to sign: the signer is told so, early or at the last moment.
    assert answers in ([DONE, DONE], ["commitment-over", DONE], ["commitment-signed", DONE])
    row.refresh_from_db()
    assert row.withdrawn_on == TODAY


def test_somebody_of_the_family_agrees_once(case: Case) -> None:
    said = FamilyDetails(name="Phạm Thị Mẹ", relation=Relation.MOTHER)
    row = actions.add_family(case, details=said, by=SETTER, at=NOW)
    works = [lambda: actions.agree(row, on=TODAY, by=SETTER, at=NOW)] * 2
    assert said_at_once(*works) == [DONE, "family-agreed"]
    assert FamilyMember.objects.get().agreed_on == TODAY
