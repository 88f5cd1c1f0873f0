"""The life of a case at its heaviest: a long file opened, a commune seen in one list, a centre's batch handed over."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import count

from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from hoanhap import law
from hoanhap.foundation.access.roles import Role
from hoanhap.foundation.organisations import actions as organisations
from hoanhap.foundation.organisations.kinds import AgencyKind
from hoanhap.foundation.organisations.models import Agency
from hoanhap.kernel import clock, ids
from hoanhap.kernel.dates import PartialDate
from hoanhap.ops.generator import staff
from hoanhap.people.care import actions as care
from hoanhap.people.care.models import Contact
from hoanhap.people.care.rules import ContactDetails
from hoanhap.people.cases.models import Case
from hoanhap.people.reception import actions as reception
from hoanhap.people.reception.models import Returnee
from hoanhap.people.reception.returning_models import Origin
from hoanhap.people.rehab import actions as rehab
from hoanhap.people.rehab.models import ResidenceCheck
from workshop.bench import clients
from workshop.bench.imports import WrongAnswer
from workshop.bench.measuring import Measured, Work, side_by_side
from workshop.bench.stage import Stage

EVENTS, CHECKED, HANDED_OVER = 500, 200, 500
_SMALL = 10
_EVENTS = "SELECT * FROM care_contact WHERE case_id = %s ORDER BY met_at DESC, id"


def _share(stage: Stage, number: int) -> int:
    """As many as promised, or a tenth of it where the bench is small."""
    return number if stage.sizes.runs > 3 else number // _SMALL


def open_case(stage: Stage) -> Iterator[Measured]:
    """The page of a file with 500 contacts, as the browser of its officer asks for it."""
    commune = stage.province.communes[0]
    case = Case.objects.filter(unit=commune.place, closed_on=None).order_by("opened_on", "pk")[0]
    wanted = _share(stage, EVENTS)
    _meet(case, wanted, stage.on)
    client, address = clients.signed_in(commune.officer), reverse("case", args=[case.pk])

    def opened() -> None:
        answer = client.get(address)
        if answer.status_code != 200:
            raise WrongAnswer(f"{address} answered {answer.status_code}")

    opened()
    with CaptureQueriesContext(connection) as seen:
        opened()
    asked = len(seen)  # now: the next request begins the count anew
    taken = side_by_side(opened, lambda: _rows(_EVENTS, _key(case)), runs=stage.sizes.runs)
    yield Measured(
        name="case.open.500", size=Contact.objects.filter(case=case).count(), value=taken.value,
        baseline=taken.baseline, cpu=taken.cpu, beside={"queries": asked},
        against="one SQL query for the contacts of the file, without opening them", most={"value": 0.5, "queries": 60},
    )  # fmt: skip


def _meet(case: Case, wanted: int, on: date) -> None:
    """So many contacts between the first day of the file and today."""
    begun, ends = clock.at(case.opened_on, 8), clock.at(on)
    step = max((ends - begun) / (wanted + 1), timedelta(minutes=1))
    for number in range(wanted):
        met_at: datetime = min(begun + number * step, ends)
        details = ContactDetails(met_at=met_at, place="home", met=True, condition="progress", work="none")
        care.log_contact(case, details=details, by=staff.SETTER, at=clock.now())
        case.refresh_from_db()


def residence_check(stage: Stage) -> Iterator[Measured]:
    """Two hundred people of a commune seen on one day: the list as the browser asks for it, and its saving."""
    commune = stage.province.communes[0]
    found = Case.objects.filter(unit=commune.place, closed_on=None, opened_on__lt=stage.on - timedelta(days=60))
    found = found.filter(state__in=law.checked_states(stage.on)).order_by("code", "pk")
    cases = list(found[: _share(stage, CHECKED)])
    days = (stage.on - timedelta(days=number) for number in range(60))  # nobody is looked after before his file
    plain = (stage.on - timedelta(days=number) for number in count(10_000))

    def saved() -> None:
        entries = [rehab.CheckEntry(case_id=case.pk, found="present") for case in cases]
        done = rehab.record_checks(cases=cases, entries=entries, on=next(days), by=staff.SETTER, at=clock.now())
        if done.written != len(cases):
            raise WrongAnswer(f"{done.written} of {len(cases)} written")

    yield _beside(
        "residence.check.200",
        saved,
        lambda: _inserted(cases, next(plain)),
        len(cases),
        stage,
        "bulk insert of plain rows",
    )
    police = staff.post(Role.COMMUNE_POLICE, commune.place, since=stage.on - timedelta(days=9), at=clock.now())
    client, address = clients.signed_in(police), reverse("residence-checks")

    def opened() -> None:
        answer = client.get(address)
        if answer.status_code != 200:
            raise WrongAnswer(f"{address} answered {answer.status_code}")

    sql = "SELECT * FROM cases_case WHERE unit_id = %s AND closed_on IS NULL ORDER BY code, id"
    whole = found.filter(state__in=law.checked_states(stage.on)).count()
    yield _beside(
        "residence.list",
        opened,
        lambda: _rows(sql, commune.place.pk),
        whole,
        stage,
        "SQL query for the files of the list",
    )


def hand_over(stage: Stage) -> Iterator[Measured]:
    """A centre sends five hundred people to their communes: rows checked and sealed, duties, log."""
    rows = _announced(stage, _share(stage, HANDED_OVER))
    agency = _centre(stage)

    def sent() -> None:
        details = reception.BatchDetails(agency=agency, on=stage.on + timedelta(days=20))
        with transaction.atomic():
            batch = reception.draft_batch(details=details, rows=rows, by=staff.SETTER, at=clock.now())
            reception.send_batch(batch, by=staff.SETTER, name="Cơ sở", at=clock.now())
            if Returnee.objects.filter(batch=batch, state="announced").count() != len(rows):
                raise WrongAnswer("not every row was announced")
            transaction.set_rollback(True)

    with transaction.atomic():
        details = reception.BatchDetails(agency=agency, on=stage.on + timedelta(days=20))
        batch = reception.draft_batch(details=details, rows=rows, by=staff.SETTER, at=clock.now())
        kept = list(Returnee.objects.filter(batch=batch).order_by("pk"))
        transaction.set_rollback(True)

    def bare() -> None:
        with transaction.atomic():
            for row in kept:
                row.pk, row.batch_id, row.agency_id = ids.new_id(), None, None
            Returnee.objects.bulk_create(kept)
            transaction.set_rollback(True)

    yield _beside("handover.batch.500", sent, bare, len(rows), stage, "bulk insert of the same rows, sealed before")


def _beside(name: str, work: Work, plain: Work, size: int, stage: Stage, against: str) -> Measured:
    work()
    with CaptureQueriesContext(connection) as seen:
        work()
    asked = len(seen)  # now: the next request begins the count anew
    taken = side_by_side(work, plain, runs=stage.sizes.runs)
    return Measured(
        name=name, size=size, value=taken.value, baseline=taken.baseline, cpu=taken.cpu,
        against=f"one {against}", beside={"queries": asked},
    )  # fmt: skip


def _announced(stage: Stage, number: int) -> list[reception.ReturneeDetails]:
    places = [commune.place for commune in stage.province.communes]
    return [
        reception.ReturneeDetails(
            full_name=f"Nguyễn Văn Ví Dụ {serial}",
            unit=places[serial % len(places)],
            origin=Origin.REHAB_COMPULSORY,
            due_on=stage.on + timedelta(days=20),
            row_no=serial + 1,
            birth=PartialDate(1990),
            id_number=f"9998{serial:08d}",
        )
        for serial in range(number)
    ]


def _centre(stage: Stage) -> Agency:
    return organisations.create_agency(
        kind=AgencyKind.CENTRE, name="Cơ sở Ví Dụ", place=stage.province.unit,
        valid_from=stage.on - timedelta(days=100), by=staff.SETTER, at=clock.now(),
    )  # fmt: skip


def _inserted(cases: list[Case], on: date) -> None:
    now = clock.now()
    with transaction.atomic():
        ResidenceCheck.objects.bulk_create(
            ResidenceCheck(
                case=case, unit_id=case.unit_id, unit_path=case.unit_path, on=on, found="present",
                recorded_by="bench", recorded_at=now,
            )
            for case in cases
        )  # fmt: skip


def _key(case: Case) -> str:
    return case.pk.hex if connection.vendor == "sqlite" else str(case.pk)


def _rows(sql: str, key: str | int) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, [key])
        return list(cursor.fetchall())
