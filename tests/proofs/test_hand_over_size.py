"""A commune of 1,500 people goes into another: how long it takes, and how long anybody has to wait meanwhile."""

import time
from datetime import timedelta

import pytest

from hoanhap.foundation import vault
from hoanhap.kernel import clock
from hoanhap.kernel.dates import PartialDate
from hoanhap.people.care.models import Contact
from hoanhap.people.cases import actions as cases
from hoanhap.people.cases.models import Case
from hoanhap.people.cases.rules import Step, UseDetails
from hoanhap.people.persons import actions as persons
from hoanhap.people.persons.models import Person
from hoanhap.people.persons.rules import PersonDetails
from hoanhap.people.reintegration import actions as helpers
from hoanhap.people.succession import actions
from tests import cast as stage
from tests import map_changes
from tests.cast import NOW, SETTER, TODAY, Cast
from tests.map_changes import DAY
from tests.proofs import size
from tests.proofs.conftest import Figure

PEOPLE = size.of(small=60, full=1500)
CONTACTS_EACH = 4
SECONDS = size.of(small=30, full=60)
LONGEST_WAIT = 5.0


def filled(cast: Cast) -> None:
    """Everything a file may hold: all sealed fields, use, prior record, wish, a helper, contacts with notes."""
    for start in range(0, PEOPLE, 500):
        numbers = range(start, min(PEOPLE, start + 500))
        made = persons.bulk_register(
            details=[_details(cast, n) for n in numbers], unit=cast.thuong_lac, by=SETTER, at=NOW
        )
        openings = [_opening(person) for person in made]
        opened = cases.bulk_open(openings=openings, unit=cast.thuong_lac, by=SETTER, at=NOW)
        named = [(case, helpers.HelperDetails(helper_name="Lê Thị Hạnh", valid_from=TODAY)) for case in opened]
        helpers.bulk_assign(named, by=SETTER, at=NOW)
        Contact.objects.bulk_create(
            [_contact(case, n) for case in opened for n in range(CONTACTS_EACH)], batch_size=200
        )


def _details(cast: Cast, number: int) -> PersonDetails:
    return PersonDetails(
        full_name=f"Nguyễn Văn Số {number}",
        birth=PartialDate(1960 + number % 45, 1 + number % 12, 1 + number % 28),
        id_number=f"0870900{number:05d}",
        phone=f"0912{number:06d}",
        permanent_address="ấp 1, xã Thường Lạc",
        current_address="ấp 2, xã Thường Lạc",
        relative="Nguyễn Thị Mẹ",
        hamlet_id=(cast.ap_1 if number % 2 else cast.ap_2).pk,
    )


def _opening(person: Person) -> cases.Opening:
    return cases.Opening(
        person=person,
        steps=(Step(state="addicted", on=TODAY - timedelta(days=30)),),
        wish="muốn học nghề",
        use=UseDetails(first_use_year=2015, substances="ma túy tổng hợp", cause="bạn bè"),
        prior_record="một tiền sự",
    )


def _contact(case: Case, number: int) -> Contact:
    contact = Contact(
        case=case, unit_id=case.unit_id, unit_path=case.unit_path, met_at=clock.at(TODAY - timedelta(days=number), 9),
        place="home", met=True, condition="progress", recorded_by="x", recorded_at=NOW,
    )  # fmt: skip
    vault.seal(contact, need="cần việc làm", note="gia đình quan tâm")
    return contact


@pytest.mark.django_db
def test_a_whole_commune_is_handed_over_in_time(monkeypatch: pytest.MonkeyPatch, figure: Figure) -> None:
    clock.set_start(NOW)
    cast = stage.make()
    filled(cast)
    ward = map_changes.new_unit(87101, "Thường Lạc", parent=cast.dong_thap, on=DAY)
    map_changes.merge(cast.thuong_lac, into=ward)
    waits: list[float] = []
    honest = actions._give

    def timed(*asked: object, **more: object) -> object:
        begun = time.monotonic()
        try:
            return honest(*asked, **more)  # type: ignore[arg-type]
        finally:
            waits.append(time.monotonic() - begun)

    monkeypatch.setattr(actions, "_give", timed)
    begun = time.monotonic()
    progress = actions.hand_over_all(on=DAY, by=SETTER, at=clock.at(DAY, 2))
    took = time.monotonic() - begun
    figure("hand over a commune", round(took, 1), "s", people=PEOPLE, contacts=PEOPLE * CONTACTS_EACH)
    figure("longest batch, while a writer waits", round(max(waits), 2), "s", batches=len(waits))
    assert (progress.persons, progress.cases) == (PEOPLE, PEOPLE)
    assert Person.objects.exclude(unit=ward).count() == Case.objects.exclude(unit=ward).count() == 0
    last = Person.objects.order_by("-pk")[0]
    assert vault.reveal(last, "id_number") == f"0870900{PEOPLE - 1:05d}"
    assert took < SECONDS
    assert max(waits) < LONGEST_WAIT
