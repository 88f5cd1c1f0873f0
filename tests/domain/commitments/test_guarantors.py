"""Who vouches for a person: any number, side by side, ended ones kept; nobody from another commune sees them."""

from datetime import date, timedelta

import pytest

from hoanhap.foundation.audit.models import AuditEntry
from hoanhap.foundation.notices.models import Duty
from hoanhap.kernel import clock
from hoanhap.kernel.errors import NotHere, Refused
from hoanhap.people.cases import actions as cases
from hoanhap.people.cases.models import Case
from hoanhap.people.commitments import actions, duties, policy, queries
from hoanhap.people.commitments.actions import GuarantorDetails
from hoanhap.people.commitments.models import Guarantor, GuarantorKind
from tests import pictures
from tests.cast import NOW, TODAY, Cast

DAY = timedelta(days=1)


def vouch(cast: Cast, case: Case, name: str = "Nguyễn Thị Hai", **more: object) -> Guarantor:
    details = GuarantorDetails(**{"name": name, "valid_from": date(2020, 3, 1), **more})  # type: ignore[arg-type]
    return actions.add_guarantor(case, details=details, by=cast.viewer(cast.officer).actor, at=NOW)


@pytest.mark.requirement("S1-30")
def test_a_case_has_any_number_of_guarantors_overlapping_shown_ended_kept(cast: Cast, case: Case) -> None:
    viewer = cast.viewer(cast.officer)
    assert queries.guarantors(viewer, case) == []
    first = vouch(cast, case, relation="mẹ", document_number="02/GBL")
    second = vouch(cast, case, "Hội LHPN xã", kind=GuarantorKind.ORGANISATION, valid_from=date(2020, 4, 1))
    alone = vouch(cast, case, "Lê Văn Ba", valid_from=date(2020, 2, 1), valid_to=date(2020, 3, 1))
    actions.end_guarantor(first, on=date(2020, 5, 1), reason="đi làm xa", by=viewer.actor, at=NOW)
    shown = {one.guarantor.pk: one for one in queries.guarantors(viewer, case)}
    assert {pk for pk, one in shown.items() if one.beside} == {first.pk, second.pk}
    assert {pk for pk, one in shown.items() if one.living} == {second.pk}
    assert shown[first.pk].name == "Nguyễn Thị Hai"
    assert next(iter(shown)) == second.pk, "the living first"
    assert alone.pk in shown


def test_has_guarantor_asks_about_a_day(cast: Cast, case: Case) -> None:
    def having(on: date) -> bool:
        return Case.objects.filter(queries.has_guarantor(on), pk=case.pk).exists()

    row = vouch(cast, case)
    assert not having(date(2020, 2, 29))
    assert having(date(2020, 3, 1))
    actions.end_guarantor(row, on=TODAY, reason="", by=cast.viewer(cast.officer).actor, at=NOW)
    assert having(TODAY - DAY)
    assert not having(TODAY)


@pytest.mark.requirement("S1-32")
@pytest.mark.parametrize("days", [15, 20])
def test_who_has_nobody_is_missed_until_somebody_vouches(cast: Cast, case: Case, settings: object, days: int) -> None:
    settings.GUARANTOR_DAYS = days  # type: ignore[attr-defined]
    by = cast.viewer(cast.officer).actor
    assert duties.ask([case], by=by, at=NOW) == 1
    assert duties.ask([case], by=by, at=NOW) == 0, "asked twice is one piece of work"
    duty = Duty.objects.get(kind="commitments.no_guarantor")
    assert clock.local_day(duty.due_at - timedelta(microseconds=1)) == TODAY + timedelta(days=days)
    vouch(cast, case)
    duty.refresh_from_db()
    assert duty.ending == "done"
    assert duties.ask([case], by=by, at=NOW) == 0


def test_names_lie_sealed_and_a_look_tells_the_log_nothing_of_them(cast: Cast, case: Case) -> None:
    row = vouch(cast, case, phone="0912 345 678")
    stored = Guarantor.objects.filter(pk=row.pk).values_list("name", "phone").get()
    assert all("Hai" not in str(value) and "345" not in str(value) for value in stored)
    entry = AuditEntry.objects.get(code="guarantor.added")
    assert "Hai" not in str(entry.detail)


def test_an_end_is_written_once_and_the_end_of_the_file_ends_all(cast: Cast, case: Case) -> None:
    by = cast.viewer(cast.officer).actor
    first, second = vouch(cast, case), vouch(cast, case, "Lê Văn Ba")
    actions.end_guarantor(first, on=TODAY, reason="", by=by, at=NOW)
    with pytest.raises(Refused, match="đã kết thúc"):
        actions.end_guarantor(first, on=TODAY, reason="", by=by, at=NOW)
    case.refresh_from_db()
    cases.close(case=case, verb="close_moved", on=TODAY, signer_title="x", by=by, at=NOW, version=case.version)
    second.refresh_from_db()
    assert second.valid_to == TODAY
    with pytest.raises(Refused, match="kết thúc"):
        vouch(cast, case, "Lê Văn Tư")


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"name": " "}, "guarantor-name"),
        ({"valid_from": date(2019, 1, 1)}, "commitment-before-case"),
        ({"valid_from": TODAY + DAY}, "commitment-future"),
        ({"valid_to": date(2020, 3, 1)}, "commitment-backward"),
        ({"phone": "12"}, "phone"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_saved(
    cast: Cast, case: Case, more: dict[str, object], code: str
) -> None:
    with pytest.raises(Refused) as refusal:
        vouch(cast, case, **more)
    assert refusal.value.code == code
    assert not Guarantor.objects.exists()


def test_the_signed_copy_lies_among_the_papers_of_the_file(cast: Cast, case: Case) -> None:
    row = vouch(cast, case)
    actions.attach_paper(row, pictures.jpeg(), name="bl.jpg", by=cast.viewer(cast.officer), at=NOW)
    row.refresh_from_db()
    assert row.paper is not None
    assert row.paper.subject_id == str(case.pk)
    with pytest.raises(NotHere):
        actions.attach_paper(row, pictures.jpeg(), name="bl.jpg", by=cast.viewer(cast.neighbour_officer), at=NOW)


def test_only_those_of_the_commune_see_and_keep(cast: Cast, case: Case) -> None:
    row = vouch(cast, case)
    keepers = {name for name, who in cast.everybody().items() if _reaches(cast, who, row)}
    assert keepers == {"officer", "leader", "deputy"}
    readers = {
        name for name, who in cast.everybody().items() if policy.visible_to(cast.viewer(who), Guarantor).exists()
    }
    assert readers == {"officer", "leader", "deputy", "police", "police_chief"}


def _reaches(cast: Cast, who: object, row: Guarantor) -> bool:
    try:
        policy.get_row_for(cast.viewer(who), Guarantor, row.pk)  # type: ignore[arg-type]
    except NotHere:
        return False
    return True


def test_one_person_is_entered_once_and_namesakes_are_told_apart(cast: Cast, case: Case) -> None:
    first = vouch(cast, case, "Lê Văn Ba", relation="chú")
    with pytest.raises(Refused) as refused:
        vouch(cast, case, "LÊ VĂN  BA", relation="chú")
    assert (refused.value.code, bool(refused.value.way_out)) == ("guarantor-twice", True)
    vouch(cast, case, "Lê Văn Ba", relation="anh họ")
    actions.end_guarantor(first, on=TODAY, reason="", by=cast.viewer(cast.officer).actor, at=NOW)
    again = vouch(cast, case, "Lê Văn Ba", relation="chú", valid_from=TODAY)
    assert again.pk != first.pk, "who stopped may begin again"
