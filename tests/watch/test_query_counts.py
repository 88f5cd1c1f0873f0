"""How many questions each list asks the database: as many as query_counts.json says, for five rows as for thirty.

A number that has to change is changed in the file by hand, in the commit that explains why.
"""

import json
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import path, reverse
from pytest_django import Settings

from hoanhap.exchange.models import ImportBatch
from hoanhap.exchange.people_list import actions as imports
from hoanhap.foundation.access import actions as access
from hoanhap.foundation.access.models import Account, Posting
from hoanhap.foundation.access.roles import Role
from hoanhap.foundation.places.models import PlaceKind
from hoanhap.foundation.privacy.actions import requests as rights
from hoanhap.foundation.privacy.facts import RequestKind
from hoanhap.foundation.privacy.models import Asker, Channel, IdentityCheck
from hoanhap.kernel import clock
from hoanhap.people.care.clinic import actions as clinic
from hoanhap.people.care.clinic.sheets import DrugTest
from hoanhap.people.care.counselling import groups
from hoanhap.people.care.counselling.models import SupportGroup
from hoanhap.people.care.individual_plan import actions as own_plans
from hoanhap.people.care.individual_plan.rules import StepDetails
from hoanhap.people.care.models import Referral
from hoanhap.people.cases.actions import moving, sealing
from hoanhap.people.cases.models import Case
from hoanhap.people.community import actions as community
from hoanhap.people.inspection import actions as inspection
from hoanhap.people.inspection.models import Sample
from hoanhap.people.intake import actions as intake
from hoanhap.people.intake import rounds
from hoanhap.people.intake.models import Relation, ReviewRound, Source
from hoanhap.people.reception.models import ReturnBatch
from hoanhap.people.reintegration import actions as helpers
from hoanhap.people.reintegration.actions import HelperDetails, assign
from hoanhap.people.reviews import actions as reviews
from hoanhap.people.reviews.rules import Quarter, ReviewDetails
from hoanhap.site import urls as root
from hoanhap.steering.reports import actions as reports
from hoanhap.steering.reports import form as report_forms
from hoanhap.steering.reports.form import Window
from tests import cast as stage
from tests import returns
from tests.cast import NOW, SETTER, TODAY, Cast
from tests.domain.care import people, talks
from tests.people import log_contact, open_home_case, refer, register_person, write_health
from tests.watch import around_lists, moving_lists
from tests.web.office.imports import lists

BASELINE = Path(__file__).with_name("query_counts.json")
pytestmark = pytest.mark.once("sqlite")  # the very same questions go to both databases

FEW, MANY = 5, 30
MARKS = (
    "<tr",
    '<li class="hn-task"',
    '<li class="hn-review"',
    "hn-timeline__entry",
    "<fieldset",
    '<li class="hn-board__card"',
)
SHAPE = report_forms.get("BC01")
PERIOD = SHAPE.period(Window.MONTH, 2020, 6)


@pytest.fixture
def cast(db: None) -> Iterator[Cast]:
    clock.set_start(NOW)
    yield stage.make()
    clock.set_start(None)


def entered(account: Account) -> Client:
    client = Client()
    client.force_login(account, backend=django_settings.AUTHENTICATION_BACKENDS[-1])
    return client


def queries_of(client: Client, address: str) -> tuple[int, int]:
    """The questions of one page and its rows; a page before it has opened keys and filled caches, as in an office."""
    assert client.get(address).status_code == 200
    with CaptureQueriesContext(connection) as asked:
        shown = client.get(address).content.decode()
    return len(asked), sum(shown.count(mark) for mark in MARKS)


# --- rows for each list: from `start` up to `end`, by the real actions ------------------------------------------------

Grow = Callable[[Cast, int, int], None]


def cases(cast: Cast, start: int, end: int) -> None:
    people.cases(cast.thuong_lac, end - start)


def asked_to_contact(cast: Cast, start: int, end: int) -> None:
    details = intake.RequestDetails(source=Source.FAMILY, relation=Relation.PARENT, who="người ở cuối ấp")
    for _number in range(start, end):
        intake.ask_contact(cast.thuong_lac, details=details, by=SETTER, at=NOW)


def under_review(cast: Cast, start: int, end: int) -> None:
    cases(cast, start, end)
    if start == 0:
        rounds.open_round(cast.thuong_lac, by=SETTER, at=NOW)


def address_of_round(cast: Cast) -> str:
    return reverse("review-round", args=[ReviewRound.objects.get().pk])


def figures(cast: Cast, start: int, end: int) -> None:
    """Cases, and the report of the commune filled anew, so that its rows are these cases."""
    cases(cast, start, end)
    viewer = cast.viewer(cast.officer)
    reports.fill(reports.open_report(SHAPE, cast.thuong_lac, PERIOD, by=viewer, at=NOW), by=viewer, at=NOW)


def communes(cast: Cast, start: int, end: int) -> None:
    """Further communes of the district, each with its task force and its report sent."""
    for number in range(start, end):
        unit = stage._place(88000 + number, PlaceKind.COMMUNE, "xã", f"Ví Dụ {number}", cast.hong_ngu, date(2004, 1, 1))
        access.post(
            cast.neighbour_officer,
            role=Role.COMMUNE_OFFICER,
            place=unit,
            valid_from=date(2019, 1, 1),
            by=SETTER,
            at=NOW,
        )
        community.set_up(unit=unit, decision_number="1/QĐ", decision_on=TODAY, valid_from=TODAY, by=SETTER, at=NOW)
        viewer = cast.viewer(cast.neighbour_officer)
        report = reports.fill(reports.open_report(SHAPE, unit, PERIOD, by=viewer, at=NOW), by=viewer, at=NOW)
        reports.submit(report, by=viewer, at=NOW)


def officials(cast: Cast, start: int, end: int) -> None:
    """Further officials of the commune, whose rights wait for the review."""
    for number in range(start, end):
        account = access.create_account(
            username=f"vi-du-{number}", display_name=f"Ví Dụ {number}", password=None, by=SETTER, at=NOW
        )
        access.post(account, role=Role.FINANCE, place=cast.thuong_lac, valid_from=TODAY, by=SETTER, at=NOW)
    Posting.objects.update(attested_until=TODAY)


def batches(cast: Cast, start: int, end: int) -> None:
    for _number in range(start, end):
        imports.preview(lists.sheet(), name="a.xlsx", unit=cast.thuong_lac, on=TODAY, by=SETTER, at=NOW)


def waiting_rows(cast: Cast, start: int, end: int) -> None:
    """One list that waits; a longer one takes the place of the shorter."""
    ImportBatch.objects.all().delete()
    data = lists.sheet(lists.many(end))
    imports.preview(data, name="a.xlsx", unit=cast.thuong_lac, on=TODAY, by=SETTER, at=NOW)


def address_of_report_rows(cast: Cast) -> str:
    report = reports.open_report(SHAPE, cast.thuong_lac, PERIOD, by=cast.viewer(cast.officer), at=NOW)
    return reverse("report-rows", args=[report.pk, "stock.total"])


def address_of_preview(cast: Cast) -> str:
    return reverse("import-preview", args=[ImportBatch.objects.get().pk])


def own_people(cast: Cast, start: int, end: int) -> None:
    """Cases whose helper signs in."""
    for case in people.cases(cast.thuong_lac, end - start):
        details = HelperDetails(helper_name="Lê Thị Hạnh", account=cast.helper, valid_from=case.opened_on)
        helpers.assign(case, details=details, by=SETTER, at=NOW)


def referrals(cast: Cast, start: int, end: int) -> None:
    """Half of them wait for an answer, half are in care."""
    for number, case in enumerate(people.cases(cast.thuong_lac, end - start)):
        refer(cast, case, cast.health_station, accepted=number % 2 == 0)


def entries(cast: Cast, start: int, end: int) -> None:
    """One person in care, and what is written of him."""
    room = Referral.objects.first() or refer(cast, people.case(cast.thuong_lac), cast.health_station)
    for number in range(start, end):
        write_health(cast, room, cast.health_station, f"Ghi chú {number}")
        test, note = DrugTest(result="negative", kit="QuickTest"), talks.written(cast, cast.health_station)
        clinic.record_test(room, test=test, on=TODAY, written=note)


def address_of_room(cast: Cast) -> str:
    return reverse("health-room", args=[Referral.objects.get().case_id])


def steps(cast: Cast, start: int, end: int) -> None:
    """One person's plan, and what was agreed in it."""
    case = Case.objects.first() or people.case(cast.thuong_lac)
    if start == 0:
        talks.write_plan(cast, case)
    for number in range(start, end):
        step = StepDetails(what=f"Việc {number}", owner="person", due_on=TODAY)
        own_plans.agree(case, step=step, by=SETTER, at=NOW)


def sessions(cast: Cast, start: int, end: int) -> None:
    case = Case.objects.first() or people.case(cast.thuong_lac)
    for _number in range(start, end):
        talks.counsel(cast, case, note="Ghi chép")


def members(cast: Cast, start: int, end: int) -> None:
    """One group, and who is in it."""
    group = SupportGroup.objects.first() or groups.start(
        unit=cast.thuong_lac, name="Nhóm Bình Minh", started_on=TODAY, by=SETTER, at=NOW
    )
    for case in people.cases(cast.thuong_lac, end - start):
        talks.consent(cast, case.person, "groups")
        groups.join(group, case=case, on=TODAY, by=SETTER, at=NOW)


def address_of_group(cast: Cast) -> str:
    return reverse("group", args=[SupportGroup.objects.get().pk])


def of_the_case(name: str) -> Callable[[Cast], str]:
    return lambda cast: reverse(name, args=[Case.objects.get().pk])


def rights_requests(cast: Cast, start: int, end: int) -> None:
    for _number in range(start, end):
        asked = rights.Asked(
            kind=RequestKind.ACCESS,
            person_name="Nguyễn Văn Ví Dụ",
            asker=Asker.PERSON,
            identity_check=IdentityCheck.ID_CARD,
            channel=Channel.DESK,
            received_at=NOW,
        )
        rights.receive(asked=asked, unit=cast.thuong_lac, by=SETTER, at=NOW)


def put_away(cast: Cast, start: int, end: int) -> None:
    """Files that ended and were sealed."""
    for case in people.cases(cast.thuong_lac, end - start):
        moving.close(case=case, verb="close_moved", on=TODAY, signer_title="x", by=SETTER, at=NOW, version=case.version)
        sealing.seal_case(case=case, by=SETTER, at=NOW)


def a_year_after_rehab(cast: Cast, start: int, end: int) -> None:
    people.cases(cast.thuong_lac, end - start, state="post_rehab_residence", opened_on=date(2019, 7, 1))


def reviewed_communes(cast: Cast, start: int, end: int) -> None:
    """Further communes of the district, each with somebody after rehab who was reviewed."""
    for number in range(start, end):
        unit = stage._place(89500 + number, PlaceKind.COMMUNE, "xã", f"Ví Dụ {number}", cast.hong_ngu, date(2004, 1, 1))
        after = people.cases(unit, 2, state="post_rehab_residence", opened_on=date(2019, 7, 1))
        details = ReviewDetails(on=TODAY, condition="progress")
        reviews.record([(case, details) for case in after], quarter=Quarter.of(TODAY), by=SETTER, at=NOW)


def shared_out(cast: Cast, start: int, end: int) -> None:
    """People without a helper, and as many more, each with a helper of his own."""
    people.cases(cast.thuong_lac, end - start)
    for number, case in enumerate(people.cases(cast.thuong_lac, end - start), start):
        details = HelperDetails(helper_name=f"Bà {number}", valid_from=TODAY)
        assign(case, details=details, by=SETTER, at=NOW)


def unreached(cast: Cast, start: int, end: int) -> None:
    """People with addiction and a paper that says so, whom no service reached."""
    for case in people.cases(cast.thuong_lac, end - start, state="addicted", opened_on=date(2019, 7, 1)):
        people.determined(case)


def a_sample(cast: Cast, start: int, end: int) -> None:
    """A sample of all files; a longer one takes the place of the shorter."""
    cases(cast, start, end)
    inspection.draw(unit=cast.hong_ngu, size=end, by=cast.viewer(cast.inspector), at=NOW)


def address_of_sample(cast: Cast) -> str:
    return reverse("inspection-sample", args=[Sample.objects.order_by("-size")[0].pk])


def managed(cast: Cast, start: int, end: int) -> None:
    """People in home rehab, whose residence the police look at."""
    for number in range(start, end):
        open_home_case(cast, register_person(cast, f"Trần Văn Ví Dụ {number}"))


def coming_back(cast: Cast, start: int, end: int) -> None:
    returns.send(cast, [returns.details(f"Lê Văn Ví Dụ {n}", cast.thuong_lac, row_no=n + 1) for n in range(start, end)])


def meetings(cast: Cast, start: int, end: int) -> None:
    """One file that grows longer."""
    case = Case.objects.first() or open_home_case(cast, register_person(cast, "Trần Văn Ví Dụ"))
    for number in range(start, end):
        log_contact(cast, case, on=case.opened_on + timedelta(days=1 + number))


def address_of_case(cast: Cast) -> str:
    return reverse("case", args=[Case.objects.get().pk])


def address_of_batch(cast: Cast) -> str:
    return reverse("return-batch", args=[ReturnBatch.objects.order_by("-made_at", "id")[0].pk])


def one_batch(cast: Cast, start: int, end: int) -> None:
    """One list of the centre; a longer one comes after the shorter."""
    clock.set_start(NOW + timedelta(minutes=end))
    rows = [returns.details(f"Lê Văn Ví Dụ {end} {n}", cast.thuong_lac, row_no=n + 1) for n in range(end)]
    returns.send(cast, rows, at=NOW + timedelta(minutes=end))


def named(name: str) -> Callable[[Cast], str]:
    return lambda cast: reverse(name)


# Page → who opens it, what grows in it, its address.
LISTS: dict[str, tuple[str, Grow, Callable[[Cast], str]]] = {
    "today": ("officer", cases, named("today")),
    "people": ("officer", cases, named("people")),
    "people-own": ("helper", own_people, named("people")),
    "contact-requests": ("officer", asked_to_contact, named("contact-requests")),
    "review-round": ("officer", under_review, address_of_round),
    "referrals": ("health_station", referrals, named("referrals")),
    "health-room": ("health_station", entries, address_of_room),
    "own-plan": ("officer", steps, of_the_case("own-plan")),
    "counselling": ("officer", sessions, of_the_case("counselling")),
    "group": ("officer", members, address_of_group),
    "reports-board": ("district_merger", communes, named("reports-board")),
    "report-rows": ("officer", figures, address_of_report_rows),
    "task-forces": ("district_merger", communes, named("task-forces")),
    "imports": ("officer", batches, named("imports")),
    "accounts": ("administrator", officials, named("accounts")),
    "rights-review": ("leader", officials, named("rights-review")),
    "privacy": ("officer", rights_requests, named("privacy")),
    "privacy-sealed": ("officer", put_away, named("privacy-sealed")),
    "case": ("officer", meetings, address_of_case),
    "residence-checks": ("police", managed, named("residence-checks")),
    "returns": ("officer", coming_back, named("returns")),
    "return-batch": ("centre", one_batch, address_of_batch),
    "import-preview": ("officer", waiting_rows, address_of_preview),
    "reviews-quarter": ("officer", cases, lambda cast: reverse("reviews-quarter", args=["2020-Q2"])),
    "review-years": ("officer", a_year_after_rehab, named("review-years")),
    "review-offences": ("police", a_year_after_rehab, named("review-offences")),
    "outcomes": ("district_merger", reviewed_communes, named("outcomes")),
    "assignments": ("officer", shared_out, named("assignments")),
    "indicators": ("officer", unreached, lambda cast: reverse("indicators") + "?list=none"),
    "inspection": ("district_merger", reviewed_communes, named("inspection")),
    "inspection-sample": ("inspector", a_sample, address_of_sample),
    **around_lists.LISTS,
    **moving_lists.LISTS,
}


def measured(cast: Cast, name: str) -> tuple[int, int]:
    """The questions with few rows and with many."""
    who, grow, address = LISTS[name]
    grow(cast, 0, FEW)
    client = entered(getattr(cast, who))
    few, rows = queries_of(client, address(cast))
    grow(cast, FEW, MANY)
    many, more_rows = queries_of(client, address(cast))
    assert rows >= FEW, f"{name} shows no rows to count over"
    assert more_rows > rows, f"{name} did not grow"
    return few, many


def baseline() -> dict[str, int]:
    counted: dict[str, int] = json.loads(BASELINE.read_text(encoding="utf-8"))
    return counted


@pytest.mark.parametrize("name", LISTS)
def test_a_list_asks_as_often_as_written_down_however_long_it_is(cast: Cast, name: str) -> None:
    few, many = measured(cast, name)
    assert few == many, f"{name} asks more with more rows"
    assert many == baseline().get(name), f"{name}: if this is meant, write {many} into {BASELINE.name}"


def test_every_written_number_belongs_to_a_list() -> None:
    assert baseline().keys() == LISTS.keys()


def test_todays_work_stays_within_twelve() -> None:
    assert baseline()["today"] <= 12


# --- known-bad controls ---------------------------------------------------------------------------------------------


def _one_question_a_row(request: HttpRequest) -> HttpResponse:
    names = [Case.objects.get(pk=case_id).person.given_index for case_id in Case.objects.values_list("pk", flat=True)]
    return HttpResponse("<tr>" * len(names))


urlpatterns = [path("careless/", _one_question_a_row, name="careless"), *root.urlpatterns]


def test_a_page_that_asks_once_a_row_is_noticed(
    cast: Cast, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.ROOT_URLCONF = __name__
    monkeypatch.setitem(LISTS, "careless", ("officer", cases, named("careless")))
    few, many = measured(cast, "careless")
    assert many - few == 2 * (MANY - FEW)


def test_one_question_more_is_noticed(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    from hoanhap.web.office.imports import presenting

    before = presenting.listed

    def asking(rows: object) -> object:
        assert Posting.objects.count()
        return before(rows)  # type: ignore[arg-type]

    monkeypatch.setattr(presenting, "listed", asking)
    assert measured(cast, "imports")[1] == baseline()["imports"] + 1
