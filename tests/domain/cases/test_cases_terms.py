"""A term that ends later, a law that takes over: each is one entry in the log, and doing it again is none."""

import json
from datetime import date, timedelta

import pytest

from hoanhap import law
from hoanhap.foundation.audit.models import AuditEntry
from hoanhap.kernel.errors import Refused
from hoanhap.people.cases import actions
from hoanhap.people.cases.models import Case
from tests import people
from tests.cast import NOW, Cast

IN_2022 = date(2022, 1, 4)


def entries(code: str) -> list[tuple[str, str, str, str, dict[str, object]]]:
    found = AuditEntry.objects.filter(code=code).order_by("id")
    return [(one.subject_kind, one.subject_id, one.account_id, one.unit_path, json.loads(one.detail)) for one in found]


def test_days_that_do_not_count_are_in_the_log_with_both_ends(cast: Cast) -> None:
    case, by = (
        people.open_home_case(cast, people.register_person(cast, "Nguyễn Văn Đào")),
        cast.viewer(cast.officer).actor,
    )
    assert case.term_to is not None
    end = case.term_to + timedelta(days=10)
    with pytest.raises(Refused):
        actions.move_term_end(case=case, days=0, by=by, at=NOW)
    assert entries("case.term_moved") == []
    assert actions.move_term_end(case=case, days=10, by=by, at=NOW).term_to == end
    said = {"days": 10, "from": case.term_to.isoformat(), "to": end.isoformat()}
    assert entries("case.term_moved") == [("case", str(case.pk), by.account_id, case.unit_path, said)]


def test_the_law_that_takes_over_is_in_the_log_once(open_case, cast: Cast) -> None:
    case: Case = open_case()
    by, before, after = cast.viewer(cast.officer).actor, case.regime, law.regime_on(IN_2022).code
    assert before != after
    for _again in range(2):
        assert actions.adopt_regime(case=case, on=IN_2022, by=by, at=NOW).regime == after
    said = {"from": before, "to": after}
    assert entries("case.regime_adopted") == [("case", str(case.pk), by.account_id, case.unit_path, said)]
