"""Batches for tests: the letter of Quảng Trị in the map of the cast. Everybody in them is invented."""

from collections.abc import Sequence
from datetime import date, datetime

from hoanhap.foundation.organisations.models import Agency
from hoanhap.foundation.places.models import Place
from hoanhap.kernel import clock
from hoanhap.kernel.dates import PartialDate
from hoanhap.people.reception import actions
from hoanhap.people.reception.actions import Appointment, BatchDetails, Reception, ReturneeDetails
from hoanhap.people.reception.models import ReturnBatch, Returnee
from hoanhap.people.reception.returning_models import Origin
from tests.cast import NOW, Cast

DAY = date(2020, 7, 10)
"""The day of the letter; the cast's today is 16/6/2020, 24 days before."""


def centre_of(cast: Cast) -> Agency:
    agency = cast.centre.postings.get().agency
    assert agency is not None
    return agency


def details(name: str, unit: Place, **more: object) -> ReturneeDetails:
    said: dict[str, object] = {
        "full_name": name,
        "unit": unit,
        "origin": Origin.REHAB_COMPULSORY,
        "due_on": DAY,
        "birth": PartialDate(1990),
        "sex": "male",
        "detox_done": True,
        "training_done": True,
        "health_checked_on": date(2020, 6, 1),
        "fit": True,
    }
    return ReturneeDetails(**(said | more))  # type: ignore[arg-type]


def draft(cast: Cast, rows: Sequence[ReturneeDetails], *, at: datetime = NOW) -> ReturnBatch:
    said = BatchDetails(agency=centre_of(cast), on=DAY, meeting_place="Hội trường cơ sở", file_name="dot-1.xlsx")
    return actions.draft_batch(details=said, rows=rows, by=cast.viewer(cast.centre).actor, at=at)


def send(cast: Cast, rows: Sequence[ReturneeDetails], *, at: datetime = NOW) -> ReturnBatch:
    viewer = cast.viewer(cast.centre)
    return actions.send_batch(draft(cast, rows, at=at), by=viewer.actor, name=viewer.name, at=at)


def confirm(cast: Cast, row: Returnee, *, on: date = DAY, helper: str = "Lê Thị Hạnh") -> Returnee:
    said = Appointment(on=on, receiver_name="Trần Thị Mai", helper_name=helper, helper_office="Hội LHPN xã")
    return actions.confirm(row, appointment=said, by=cast.viewer(cast.officer).actor, at=NOW)


def receive(cast: Cast, row: Returnee, *, on: date = DAY, hour: int = 10, **more: object) -> actions.Received:
    said = Reception(on=on, giver_name="Mai Văn Quý", taker_name="Trần Thị Mai", **more)  # type: ignore[arg-type]
    return actions.receive(row, reception=said, by=cast.viewer(cast.officer, on).actor, at=clock.at(on, hour))
