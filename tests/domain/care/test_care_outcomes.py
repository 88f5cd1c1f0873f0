"""The outcome of a cohort: counted from contacts, never typed; its parts always make the whole."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from hoanhap.foundation.indicators.register import Question, count, count_by_unit, row_ids
from hoanhap.kernel import clock, periods
from hoanhap.people.care import actions
from hoanhap.people.care.models import Contact
from hoanhap.people.care.rules import ContactDetails
from hoanhap.people.cases.models import Case, CohortMember
from tests import cast as casting
from tests.cast import NOW, SETTER, Cast
from tests.domain.care import people

JUNE = periods.monthly(2020, 6)
REASONS = ("absent", "ill", "moved", "deceased", "other")


def question(cast: Cast, path: str | None = None) -> Question:
    return Question(period=JUNE, unit_path=path or cast.hong_ngu.path)


def figures(cast: Cast, *codes: str) -> tuple[int, ...]:
    return tuple(count(f"cohort.{code}", question(cast)) for code in codes)


def log(
    case: Case, day: date = date(2020, 6, 1), condition: str = "progress", work: str = "", **rest: object
) -> Contact:
    details = ContactDetails(met_at=clock.at(day, 8), place="home", met=True, condition=condition, work=work, **rest)
    return actions.log_contact(case, details=details, by=SETTER, at=NOW)


def miss(case: Case, day: date = date(2020, 6, 1), reason: str = "absent") -> Contact:
    details = ContactDetails(met_at=clock.at(day, 8), place="home", met=False, missed_reason=reason)
    return actions.log_contact(case, details=details, by=SETTER, at=NOW)


@pytest.fixture
def seventeen(cast: Cast) -> list[Case]:
    """Seventeen people: nine with progress, two of those in stable work, three not yet, one at risk, four not met."""
    cases = people.cases(cast.thuong_lac, 17)
    people.cohort(cast.thuong_lac, cases)
    for number, case in enumerate(cases[:9]):
        log(case, work="stable" if number < 2 else ("occasional" if number < 4 else ""))
    for case in cases[9:12]:
        log(case, condition="not_yet", work="stable")
    log(cases[12], condition="at_risk")
    miss(cases[13], reason="ill")
    miss(cases[14], reason="absent")
    miss(cases[15], reason="absent")
    return cases


def test_the_cohort_of_thuong_lac(cast: Cast, seventeen: list[Case]) -> None:
    assert figures(cast, "managed", "progress", "working", "not_yet", "at_risk", "not_assessed") == (17, 9, 2, 3, 1, 4)
    assert figures(cast, *(f"not_assessed.{reason}" for reason in (*REASONS, "unrecorded"))) == (2, 1, 0, 0, 0, 1)
    assert count_by_unit("cohort.progress", question(cast)) == {cast.thuong_lac.pk: 9}
    assert count("cohort.progress", question(cast, cast.long_khanh_a.path)) == 0


def test_changing_one_contact_changes_the_figure(cast: Cast, seventeen: list[Case]) -> None:
    contact = Contact.objects.get(case=seventeen[0])
    actions.correct_contact(contact, changes={"condition": "at_risk"}, reason="ghi nhầm", by=SETTER, at=NOW)
    assert figures(cast, "managed", "progress", "working", "at_risk") == (17, 8, 1, 2)
    log(seventeen[9], day=date(2020, 6, 10))
    assert figures(cast, "progress", "not_yet") == (9, 2)


def test_the_rows_behind_a_figure_are_the_contacts_that_say_so(cast: Cast, seventeen: list[Case]) -> None:
    progress = row_ids("cohort.progress", question(cast))
    assert {contact.case_id for contact in Contact.objects.filter(pk__in=progress)} == {
        case.pk for case in seventeen[:9]
    }
    assert set(row_ids("cohort.working", question(cast))) < set(progress)
    unrecorded = row_ids("cohort.not_assessed.unrecorded", question(cast))
    assert [member.case_id for member in CohortMember.objects.filter(pk__in=unrecorded)] == [seventeen[16].pk]


def test_only_the_last_contact_met_inside_the_period_counts(cast: Cast) -> None:
    case = people.case(cast.thuong_lac)
    people.cohort(cast.thuong_lac, [case])
    log(case, day=JUNE.start - timedelta(days=1), condition="progress")
    assert figures(cast, "progress", "not_assessed.unrecorded") == (0, 1)
    log(case, day=JUNE.start, condition="not_yet")
    assert figures(cast, "not_yet", "not_assessed") == (1, 0)
    log(case, day=JUNE.last_day, condition="at_risk")
    miss(case, day=JUNE.last_day)
    assert figures(cast, "not_yet", "at_risk", "not_assessed", "not_assessed.absent") == (0, 1, 0, 0)
    log(case, day=JUNE.end, condition="progress")
    assert figures(cast, "progress", "at_risk") == (0, 1)


def test_of_two_contacts_at_one_moment_the_one_entered_last_counts(cast: Cast) -> None:
    case = people.case(cast.thuong_lac)
    people.cohort(cast.thuong_lac, [case])
    log(case, condition="progress")
    log(case, condition="at_risk")
    assert figures(cast, "progress", "at_risk") == (0, 1)


def test_who_is_not_in_the_cohort_is_not_counted_in_it(cast: Cast) -> None:
    inside, outside, left = people.cases(cast.thuong_lac, 3)
    people.cohort(cast.thuong_lac, [inside, left])
    CohortMember.objects.filter(case=left).update(left_on=JUNE.last_day)
    for case in (inside, outside, left):
        log(case)
    assert figures(cast, "managed", "progress") == (1, 1)
    asked = question(cast)
    assert [count(f"contacts.{code}", asked) for code in ("total", "met", "people")] == [3, 3, 3]


def test_contacts_are_counted_as_contacts_and_as_people(cast: Cast) -> None:
    case, other = people.case(cast.thuong_lac), people.case(cast.long_khanh_a)
    log(case)
    log(case, day=date(2020, 6, 5))
    miss(case, day=date(2020, 6, 8))
    miss(other)
    asked = question(cast)
    assert [count(f"contacts.{code}", asked) for code in ("total", "met", "people")] == [4, 2, 1]
    assert count_by_unit("contacts.total", asked) == {cast.thuong_lac.pk: 3, cast.long_khanh_a.pk: 1}


# --- against a naive recount --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Entry:
    person: int
    day: int
    outcome: str
    work: str = ""


ENTRIES = st.lists(
    st.one_of(
        st.builds(
            Entry,
            person=st.integers(0, 4),
            day=st.integers(-3, 33),
            outcome=st.sampled_from(["progress", "not_yet", "at_risk"]),
            work=st.sampled_from(["", "none", "occasional", "stable"]),
        ),
        st.builds(Entry, person=st.integers(0, 4), day=st.integers(-3, 33), outcome=st.sampled_from(REASONS)),
    ),
    max_size=14,
)


def recount(entries: list[Entry], members: int) -> Counter[str]:
    """What a clerk would count with a pencil, person by person."""
    tally: Counter[str] = Counter(managed=members)
    days = (JUNE.end - JUNE.start).days
    for person in range(members):
        own = [entry for entry in entries if entry.person == person and 0 <= entry.day < days]
        own.sort(key=lambda entry: entry.day)
        met = [entry for entry in own if entry.outcome not in REASONS]
        if met:
            tally[met[-1].outcome] += 1
            tally["working"] += met[-1].outcome == "progress" and met[-1].work == "stable"
        else:
            tally["not_assessed"] += 1
            tally[f"not_assessed.{own[-1].outcome if own else 'unrecorded'}"] += 1
    return tally


class OutcomesReconcile(TestCase):
    """Five people, three or four of them in the cohort, contacts in any order inside and outside the period."""

    @settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(entries=ENTRIES, members=st.integers(3, 5))
    def test_the_measures_agree_with_a_count_by_hand(self, entries: list[Entry], members: int) -> None:
        cast = casting.make()
        cases = people.cases(cast.thuong_lac, 5)
        people.cohort(cast.thuong_lac, cases[:members])
        later = clock.at(date(2020, 8, 1))
        for entry in entries:
            met = entry.outcome not in REASONS
            details = ContactDetails(
                met_at=clock.at(JUNE.start + timedelta(days=entry.day), 8),
                place="home",
                met=met,
                condition=entry.outcome if met else "",
                missed_reason="" if met else entry.outcome,
                work=entry.work,
            )
            actions.log_contact(cases[entry.person], details=details, by=SETTER, at=later)
        by_hand = recount(entries, members)
        asked = Question(period=JUNE, unit_path=cast.hong_ngu.path)
        reasons = tuple(f"not_assessed.{reason}" for reason in (*REASONS, "unrecorded"))
        codes = ("managed", "progress", "working", "not_yet", "at_risk", "not_assessed", *reasons)
        counted = {code: count(f"cohort.{code}", asked) for code in codes}
        assert counted == {code: by_hand[code] for code in codes}
        assert counted["managed"] == sum(counted[code] for code in ("progress", "not_yet", "at_risk", "not_assessed"))
        assert counted["not_assessed"] == sum(counted[code] for code in reasons)
