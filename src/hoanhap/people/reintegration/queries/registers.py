"""Partners with their history, places of work and courses at hand, and whether a trade is wanted at a place."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet, Sum

from hoanhap.foundation.access.viewer import Viewer
from hoanhap.people.reintegration import policy
from hoanhap.people.reintegration.models import Course, Enrolment, Partner, SupportRate, TradeDemand, Vacancy
from hoanhap.people.reintegration.queries import kinds


@dataclass(frozen=True, slots=True)
class History:
    """What a partner has done so far, in numbers; never for whom."""

    supports: int
    people: int
    amount: int
    jobs: int
    enrolments: int
    first_on: date | None
    last_on: date | None


@dataclass(frozen=True, slots=True)
class OpenVacancy:
    """A place of work that is open, with the seats nobody has taken."""

    vacancy: Vacancy
    free: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseRow:
    """One course, how many of its seats are taken, and whether its trade is wanted where it is given."""

    course: Course
    trade: str
    taken: int
    wanted: int

    @property
    def warns(self) -> bool:
        return self.wanted == 0

    @property
    def full(self) -> bool:
        return self.taken >= self.course.seats


def wanted(unit_path: str, trade: str, on: date) -> int:
    """How many workers of a trade are wanted at a place on a day: what was said to be, and vacancies that are open."""
    return wanted_at([unit_path], on).get((unit_path, trade), 0)


def wanted_at(unit_paths: Iterable[str], on: date) -> dict[tuple[str, str], int]:
    """The same for many places: (path, trade) → how many."""
    paths = list(unit_paths)
    found: Counter[tuple[str, str]] = Counter()
    said = TradeDemand.objects.filter(unit_path__in=paths, valid_from__lte=on, valid_to__gt=on).order_by()
    for path, trade, number in said.values_list("unit_path", "trade").annotate(number=Sum("wanted")):
        found[(path, trade)] += number
    for one in vacancies_open(on, Q(unit_path__in=paths)):
        found[(one.vacancy.unit_path, one.vacancy.trade)] += one.free
    return dict(found)


def vacancies_open(on: date, reach: Q) -> list[OpenVacancy]:
    """Vacancies open on a day, each with the seats nobody has taken. `reach` is the asker's part of the map."""
    taken = Count("placements", filter=Q(placements__ended_on=None))
    living = Vacancy.objects.filter(Q(closed_on=None) | Q(closed_on__gt=on), reach, opened_on__lte=on)
    found = living.select_related("partner", "unit").annotate(taken=taken).order_by("title", "id")
    return [OpenVacancy(row, max(row.seats - row.taken, 0)) for row in found]


def vacancies_for(viewer: Viewer) -> list[OpenVacancy]:
    """Open vacancies with a free seat, of the viewer's part of the map and of the units above it."""
    return [one for one in vacancies_open(viewer.on, policy.readable(viewer)) if one.free]


def courses(viewer: Viewer, *, open_only: bool = False) -> list[CourseRow]:
    """Courses the viewer may read, the newest first, each with the demand of today where it is given."""
    rows = policy.courses_for(viewer)
    if open_only:
        rows = rows.filter(ends_on__gt=viewer.on)
    left = Enrolment.Result.LEFT
    found = list(rows.annotate(taken=Count("enrolments", filter=~Q(enrolments__result=left))))
    known, demand = kinds.labels(), wanted_at({course.unit_path for course in found}, viewer.on)
    return [
        CourseRow(
            course=course,
            trade=known.get(f"trade:{course.trade}", course.trade),
            taken=course.taken,
            wanted=demand.get((course.unit_path, course.trade), 0),
        )
        for course in found
    ]


def history_of(partner: Partner, viewer: Viewer) -> History:
    """What came of a partner in the viewer's part of the map. The caller has passed its gate."""
    lines = partner.supports.filter(policy.countable_by(viewer), struck=False)
    found = lines.aggregate(supports=Count("id"), people=Count("case__person", distinct=True), amount=Sum("amount"))
    days = list(lines.order_by("given_on", "id").values_list("given_on", flat=True))
    return History(
        supports=found["supports"],
        people=found["people"],
        amount=found["amount"] or 0,
        jobs=lines.filter(placement__isnull=False).count(),
        enrolments=lines.filter(enrolment__isnull=False).count(),
        first_on=days[0] if days else None,
        last_on=days[-1] if days else None,
    )


def demand_at(viewer: Viewer) -> QuerySet[TradeDemand]:
    """What was said to be wanted, in the viewer's part of the map, the newest first."""
    return TradeDemand.objects.filter(policy.readable(viewer)).select_related("unit").order_by("-valid_from", "id")


def rates_for(viewer: Viewer) -> QuerySet[SupportRate]:
    """Rates that units set: those of the viewer's part of the map and of the units above it, by name and day."""
    rows = SupportRate.objects.filter(policy.readable(viewer)).select_related("unit")
    return rows.order_by("label", "-valid_from", "id")


def rates_at(unit_path: str, on: date) -> list[SupportRate]:
    """What holds at a place on a day: of each name the rate of the nearest unit that set one."""
    reach = [unit_path, *policy.ancestors(unit_path)]
    living = SupportRate.objects.filter(Q(valid_to=None) | Q(valid_to__gt=on), unit_path__in=reach, valid_from__lte=on)
    nearest = {rate.label: rate for rate in sorted(living.order_by("label", "id"), key=lambda row: len(row.unit_path))}
    return [nearest[label] for label in sorted(nearest)]
