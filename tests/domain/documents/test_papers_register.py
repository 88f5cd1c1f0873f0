"""The register book: drafts, numbers in order without gap or double, gates, audit, and the race for a number."""

import threading
from dataclasses import replace
from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction

from hoanhap.foundation.access.viewer import Viewer
from hoanhap.foundation.audit.models import AuditEntry
from hoanhap.foundation.documents import actions, register, rules
from hoanhap.foundation.documents.models import Document, Series, State
from hoanhap.foundation.documents.paper import Paper
from hoanhap.foundation.organisations import actions as organisations
from hoanhap.foundation.organisations.kinds import AgencyKind
from hoanhap.foundation.organisations.models import Agency
from hoanhap.foundation.places.models import Place
from hoanhap.kernel import clock
from hoanhap.kernel.errors import Refused
from hoanhap.kernel.registers import Register
from tests import cast as casting
from tests.cast import NOW, SETTER, TODAY, Cast
from tests.domain.documents import sample


def draft(unit: Place, *, kind: str = "BC", agency: Agency | None = None, paper: str = "") -> Document:
    return actions.draft(
        unit=unit,
        kind=kind,
        symbol=rules.symbol(kind, "UBND"),
        subject="Kết quả hỗ trợ tháng 6",
        signature=rules.signature(rules.Seat.COMMITTEE_VICE_CHAIR, "Nguyễn Văn Mẫu"),
        subject_kind="report",
        subject_id="r-1",
        by=SETTER,
        at=NOW,
        agency=agency,
        paper=paper,
    )


def number(document: Document, day: date = TODAY, given: int | None = None) -> Document:
    return actions.number(document=document, issued_on=day, by=SETTER, at=NOW, given=given)


def agency_at(place: Place, kind: AgencyKind) -> Agency:
    return organisations.create_agency(
        kind=kind, name=str(kind.label), place=place, valid_from=date(2010, 1, 1), by=SETTER, at=NOW
    )


def test_a_draft_has_no_number_and_a_numbered_paper_keeps_its_own(cast: Cast) -> None:
    paper = draft(cast.thuong_lac)
    assert (paper.state, paper.number, paper.notation, paper.place_name) == (
        State.DRAFT,
        None,
        "……/BC-UBND",
        "Thường Lạc",
    )
    numbered = number(paper)
    assert (numbered.state, numbered.number, numbered.issued_on, numbered.notation) == (
        State.NUMBERED,
        1,
        TODAY,
        "01/BC-UBND",
    )
    assert numbered.signature == rules.signature(rules.Seat.COMMITTEE_VICE_CHAIR, "Nguyễn Văn Mẫu")
    with pytest.raises(Refused) as refusal:
        number(paper)
    assert refusal.value.code == "document_numbered"
    assert Series.objects.get().last_number == 1  # the refused attempt gave its number back


def test_each_issuer_kind_and_year_counts_for_itself(cast: Cast) -> None:
    station = agency_at(cast.thuong_lac, AgencyKind.TRAM_Y_TE)
    assert number(draft(cast.thuong_lac), date(2019, 12, 31)).number == 1
    assert [number(draft(cast.thuong_lac)).number for _ in range(3)] == [1, 2, 3]
    assert number(draft(cast.thuong_lac, kind="KH")).number == 1
    assert number(draft(cast.long_khanh_a)).number == 1
    assert number(draft(cast.thuong_lac, agency=station)).number == 1
    assert number(draft(cast.thuong_lac, kind="")).number == 1
    assert Document.objects.get(year=2019).issued_on == date(2019, 12, 31)


def test_the_committee_as_an_agency_shares_the_series_of_its_unit(cast: Cast) -> None:
    committee = agency_at(cast.thuong_lac, AgencyKind.UBND)
    assert number(draft(cast.thuong_lac)).number == 1
    assert number(draft(cast.thuong_lac, agency=committee)).number == 2


def test_an_agency_of_another_place_does_not_issue_here(cast: Cast) -> None:
    with pytest.raises(Refused) as refusal:
        draft(cast.thuong_lac, agency=agency_at(cast.long_khanh_a, AgencyKind.TRAM_Y_TE))
    assert refusal.value.code == "document_foreign_agency"


def test_days_run_on_and_none_lies_ahead(cast: Cast) -> None:
    number(draft(cast.thuong_lac))
    for day in (date(2020, 6, 15), date(2020, 6, 17)):
        with pytest.raises(Refused):
            number(draft(cast.thuong_lac), day)
    assert number(draft(cast.thuong_lac)).number == 2


def test_the_number_of_the_office_book_is_taken_over(cast: Cast) -> None:
    assert number(draft(cast.thuong_lac), given=41).number == 41
    assert number(draft(cast.thuong_lac)).number == 42
    with pytest.raises(Refused):
        number(draft(cast.thuong_lac), given=41)


def test_an_unknown_kind_is_refused(cast: Cast) -> None:
    with pytest.raises(Refused):
        draft(cast.thuong_lac, kind="CV")
    assert not Document.objects.exists()


def test_acts_are_logged_in_the_same_transaction(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    paper = number(draft(cast.thuong_lac))
    logged = AuditEntry.objects.filter(subject_id=str(paper.id)).order_by("at", "id")
    assert sorted(entry.code for entry in logged) == ["document.drafted", "document.numbered"]

    second = draft(cast.thuong_lac)
    monkeypatch.setattr(actions, "_log", lambda *args, **kwargs: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        number(second)
    second.refresh_from_db()
    assert second.number is None
    assert Series.objects.get().last_number == 1


@pytest.mark.parametrize(
    "change",
    [
        {"number": 7},
        {"state": "numbered"},
        {"state": "numbered", "number": 0, "issued_on": TODAY, "numbered_at": NOW},
        {"state": "numbered", "number": 1, "issued_on": TODAY, "numbered_at": NOW},
    ],
)
def test_the_table_itself_refuses_half_numbers_and_doubles(cast: Cast, change: dict[str, object]) -> None:
    number(draft(cast.thuong_lac))
    paper = draft(cast.thuong_lac)
    with pytest.raises(IntegrityError), transaction.atomic():
        Document.objects.filter(pk=paper.pk).update(**change)


def test_a_registered_paper_is_filled_from_above(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    def fill(subject: str, viewer: Viewer) -> Paper:
        return replace(sample.REPORT, addressees=(f"{subject} cho {viewer.name}",), number=99)

    fillers: Register[register.Filler] = Register("papers of this test")
    fillers.add("reports.monthly", fill)
    monkeypatch.setattr(register, "papers", fillers)
    document, viewer = draft(cast.thuong_lac, paper="reports.monthly"), cast.viewer(cast.officer)
    waiting = register.filled(document, "Kỳ 6", viewer)
    assert (waiting.number, waiting.draft, waiting.addressees) == (None, True, ("Kỳ 6 cho Trần Thị Mai",))
    issued = register.filled(number(document), "Kỳ 6", viewer)
    assert (issued.number, issued.draft, issued.issued_on) == (1, False, TODAY)
    assert issued.signature == document.signature


def _race(paper_ids: list[object], results: list[int], faults: list[BaseException], gate: threading.Barrier) -> None:
    try:
        for paper_id in paper_ids:
            gate.wait(timeout=30)
            results.append(number(Document.objects.get(pk=paper_id)).number or 0)
    except BaseException as fault:
        faults.append(fault)
    finally:
        connection.close()


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_a_race_leaves_neither_gap_nor_double() -> None:
    """Four clerks, five rounds; the first round also races for making the series."""
    unit = casting.make().thuong_lac
    lots = [[draft(unit).pk for _ in range(5)] for _ in range(4)]
    results: list[int] = []
    faults: list[BaseException] = []
    gate = threading.Barrier(len(lots))
    clerks = [threading.Thread(target=_race, args=(lot, results, faults, gate)) for lot in lots]
    for clerk in clerks:
        clerk.start()
    for clerk in clerks:
        clerk.join(timeout=60)
    assert not faults
    assert sorted(results) == list(range(1, 21))


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_without_the_lock_the_race_is_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    """The known-bad variant: reading the last number without holding its row collides on the unique constraint."""

    def unlocked(document: Document, year: int) -> Series:
        series, _ = Series.objects.get_or_create(unit_id=document.unit_id, agency=None, kind=document.kind, year=year)
        both_have_read.wait(timeout=30)
        return series

    unit = casting.make().thuong_lac
    number(draft(unit))
    lots = [[draft(unit).pk] for _ in range(2)]
    both_have_read = threading.Barrier(2)
    monkeypatch.setattr(actions, "_locked_series", unlocked)
    results: list[int] = []
    faults: list[BaseException] = []
    gate = threading.Barrier(2)
    clerks = [threading.Thread(target=_race, args=(lot, results, faults, gate)) for lot in lots]
    for clerk in clerks:
        clerk.start()
    for clerk in clerks:
        clerk.join(timeout=60)
    assert len(results) == 1
    assert [type(fault) for fault in faults] == [IntegrityError]


def test_the_clock_of_the_act_sets_the_year_of_a_draft(cast: Cast) -> None:
    paper = draft(cast.thuong_lac)
    assert paper.year == clock.local_day(NOW).year == 2020
