"""How the lists of moves and of the centre's batches grow, and a file of which every room knows something."""

from collections.abc import Callable
from datetime import timedelta

from django.urls import reverse

from hoanhap.people.cases.models import Case
from hoanhap.people.commitments import actions as commitments
from hoanhap.people.reception import actions as reception
from hoanhap.people.reception.actions import Move
from hoanhap.people.rehab import actions as rehab
from hoanhap.people.reintegration.actions import needs
from hoanhap.people.reviews import actions as reviews
from hoanhap.people.reviews.rules import Quarter, ReviewDetails
from tests import returns
from tests.cast import NOW, SETTER, TODAY, Cast
from tests.domain.care import talks
from tests.people import assign_helper, log_contact, open_home_case, register_person

Grow = Callable[[Cast, int, int], None]


def moves(cast: Cast, start: int, end: int) -> None:
    """One sent here and one sent away for each number."""
    for number in range(start, end):
        for home, to in ((cast.phu_thuan_b, cast.thuong_lac), (cast.thuong_lac, cast.phu_thuan_b)):
            person = register_person(cast, f"Võ Văn Ví Dụ {number}", unit=home)
            case = open_home_case(cast, person, number=f"{number}/QĐ-UBND")
            reception.send(case, move=Move(to=to, left_on=TODAY), by=SETTER, name="Võ Minh Tâm", at=NOW)


def return_batches(cast: Cast, start: int, end: int) -> None:
    for number in range(start, end):
        returns.send(cast, [returns.details(f"Lê Văn Ví Dụ {number}", cast.thuong_lac, row_no=1)])


def full_file(cast: Cast, start: int, end: int) -> None:
    """One file with a helper, an absence, a guarantor, a need, a plan, a talk, a review, and contact after contact."""
    case = Case.objects.first() or _begun(cast)
    for number in range(start, end):
        log_contact(cast, case, on=case.opened_on + timedelta(days=1 + number))


def _begun(cast: Cast) -> Case:
    case = open_home_case(cast, register_person(cast, "Trần Văn Ví Dụ"))
    assign_helper(cast, case)
    vouched = commitments.GuarantorDetails(name="Lê Văn Bảo", valid_from=TODAY)
    commitments.add_guarantor(case, details=vouched, by=SETTER, at=NOW)
    rehab.begin_absence(case=case, from_on=TODAY, reported=True, reason="", by=SETTER, at=NOW)
    needs.raise_need(case, details=needs.NeedDetails(kind="job", raised_on=TODAY), by=SETTER, at=NOW)
    talks.write_plan(cast, case)
    talks.counsel(cast, case)
    case.refresh_from_db()
    reviews.record(
        [(case, ReviewDetails(on=TODAY, condition="progress"))], quarter=Quarter.of(TODAY), by=SETTER, at=NOW
    )
    return case


def named(name: str) -> Callable[[Cast], str]:
    return lambda cast: reverse(name)


LISTS: dict[str, tuple[str, Grow, Callable[[Cast], str]]] = {
    "moves": ("officer", moves, named("moves")),
    "return-batches": ("centre", return_batches, named("return-batches")),
    "case-full": ("officer", full_file, lambda cast: reverse("case", args=[Case.objects.get().pk])),
}
