"""The verbs of a scripted life: a day comes, somebody acts, something is refused, the file owes this to that post.

`day` moves the clock and lets the night work run; `owes` looks at the open duty with its post, its last moment and its
article; `cannot` tries a step and wants its refusal, with nothing left behind.
"""

from datetime import date, datetime

import pytest

from hoanhap import law
from hoanhap.foundation.access.models import Account
from hoanhap.foundation.audit import Actor
from hoanhap.foundation.notices.models import Duty
from hoanhap.foundation.places.models import Place
from hoanhap.kernel import clock, durations
from hoanhap.kernel.dates import PartialDate
from hoanhap.kernel.durations import Duration, Unit
from hoanhap.kernel.errors import Refused
from hoanhap.ops import daily
from hoanhap.people.cases import actions as cases
from hoanhap.people.cases.models import Case, Standing
from hoanhap.people.cases.rules import NO_DECISION, Decision, Remark, Step
from hoanhap.people.persons import actions as persons
from hoanhap.people.persons.rules import PersonDetails
from hoanhap.people.rehab import actions as rehab
from tests.cast import Cast, attest_until

LAST_DAY = date(2030, 1, 1)
GROWN = PartialDate(1990, 5, 4)
TITLE = "Chủ tịch UBND xã"


def decided(on: date, *, months: int = 0, number: str = "12/QĐ-UBND", times: int | None = None) -> Decision:
    """A signed decision; with months its term, else the one the law fixes."""
    ends = durations.add(on, Duration(months, Unit.MONTH)) if months else None
    return Decision(
        number=number, on=on, signer="Lê Văn Thành", term_from=on if ends else None, term_to=ends, times=times
    )


class Life:
    """One person of the cast's first commune (or another), and his one open file."""

    case: Case

    def __init__(self, cast: Cast, name: str, *, born: PartialDate | None = GROWN, unit: Place | None = None) -> None:
        self.cast, self.name, self.born = cast, name, born
        self.unit = unit or cast.thuong_lac
        self.now: datetime = clock.at(date(2020, 1, 1), 9)
        attest_until(LAST_DAY)

    # --- the clock ---

    def day(self, on: date, hour: int = 9, *, night: bool = False) -> "Life":
        """It is this day; with `night` what an office's server does in the small hours has been done."""
        if night:
            clock.set_start(clock.at(on, 1))
            daily.run(clock.at(on, 1))
        self.now = clock.at(on, hour)
        clock.set_start(self.now)
        return self

    @property
    def today(self) -> date:
        return clock.local_day(self.now)

    def actor(self, account: Account | None = None) -> Actor:
        return self.cast.viewer(account or self.cast.officer, self.today).actor

    # --- acts ---

    def begins(self, state: str, *, decision: Decision = NO_DECISION, verb: str = "") -> "Life":
        details = PersonDetails(full_name=self.name, birth=self.born, sex="female" if "Thị" in self.name else "male")
        person = persons.register(details=details, unit=self.unit, by=self.actor(), at=self.now)
        step = Step(state=state, on=self.today, decision=decision, verb=verb)
        opening = cases.Opening(person=person, steps=(step,))
        self.case = cases.open_case(opening=opening, unit=self.unit, by=self.actor(), at=self.now)
        return self

    def does(self, verb: str, *, decision: Decision = NO_DECISION, ground: str = "") -> tuple[Remark, ...]:
        """One step of the law today; what is to be thought about comes back."""
        taken = rehab.take_step(
            case=self.fresh(), verb=verb, on=self.today, signer_title=TITLE, by=self.actor(), at=self.now,
            version=self.case.version, decision=decision, ground=ground,
        )  # fmt: skip
        self.case = taken.moved.case
        return taken.remarks

    def cannot(
        self, verb: str, says: str, *, article: str = "", decision: Decision = NO_DECISION, ground: str = ""
    ) -> None:
        """The step is refused in these words, by this article, and leaves nothing behind."""
        before = (self.fresh().version, Standing.everything.count(), Duty.objects.count())
        with pytest.raises(Refused, match=says) as refused:
            self.does(verb, decision=decision, ground=ground)
        assert article in refused.value.article, refused.value.article
        assert (self.fresh().version, Standing.everything.count(), Duty.objects.count()) == before

    def goes_through_the_stages(self) -> None:
        """What the law wants to have been before the end of a rehab, a month each."""
        case = self.fresh()
        wanted = [stage for stage in law.stages(case.regime) if stage.required and case.measure in stage.measures]
        begun = case.term_from or case.opened_on
        for number, stage in enumerate(wanted):
            first, last = (durations.add(begun, Duration(months, Unit.MONTH)) for months in (number, number + 1))
            cases.record_stage(case=case, stage=stage.code, from_on=first, to_on=last, by=self.actor(), at=self.now)

    def happened(self, code: str) -> None:
        rehab.record_happening(case=self.fresh(), code=code, happened_at=self.now, by=self.actor(), at=self.now)

    # --- looks ---

    def fresh(self) -> Case:
        self.case = Case.objects.select_related("person", "unit").get(pk=self.case.pk)
        return self.case

    def stands(self, state: str, *, regime: str = "", measure: str | None = None, until: date | None = None) -> None:
        case = self.fresh()
        assert case.state == state
        assert not regime or case.regime == regime
        assert measure is None or case.measure == measure
        assert until is None or case.term_to == until

    def owed(self) -> dict[str, Duty]:
        rows = Duty.objects.filter(subject_kind="case", subject_id=str(self.case.pk), settled_at=None)
        return {duty.kind: duty for duty in rows.order_by("id")}

    def owes(self, kind: str, post: str, until: datetime | date, article: str = "") -> Duty:
        """This work is open, for this post, until this moment (a day: to its end), by this article."""
        found = self.owed()
        assert kind in found, sorted(found)
        duty = found[kind]
        last = until if isinstance(until, datetime) else clock.at(until, 23, 59)
        said = (duty.holder_role, duty.due_at, duty.article)
        assert said == (post, last, article), said
        return duty

    def owes_no(self, kind: str) -> None:
        assert kind not in self.owed()

    def owes_nothing(self) -> None:
        assert self.owed() == {}

    def way(self) -> list[str]:
        """The states it went through, in the order of days."""
        rows = Standing.objects.filter(case=self.case).order_by("number")
        return [row.state for row in rows if row.verb != "handed_over"]
