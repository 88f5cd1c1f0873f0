"""The rows behind figures of counselling and groups: by name in the social room, by code above, else not at all."""

from datetime import date
from uuid import UUID

import pytest

from hoanhap.foundation.access.models import Account
from hoanhap.foundation.indicators.rows import Opener, RowLine
from hoanhap.kernel.registers import Register
from hoanhap.people.care import room_lines
from hoanhap.people.care.counselling import groups
from hoanhap.people.cases.models import Case
from tests import people
from tests.cast import NOW, SETTER, TODAY, Cast
from tests.domain.care import talks

OTHERS = ("neighbour_officer", "stranger_officer", "administrator", "helper", "health_station")


@pytest.fixture
def openers(monkeypatch: pytest.MonkeyPatch) -> Register[Opener]:
    """The openers, made as they are when the house starts."""
    made: Register[Opener] = Register("openers, made anew")
    monkeypatch.setattr(room_lines, "openers", made)
    room_lines.declare()
    return made


@pytest.fixture
def case(cast: Cast) -> Case:
    return people.open_home_case(cast, people.register_person(cast, "Nguyễn Văn Đào"))


def shown(cast: Cast, who: Account, opener: Opener, row_id: UUID) -> list[RowLine]:
    return opener(cast.viewer(who), [row_id])


def test_a_session_by_name_by_code_or_not_at_all(cast: Cast, case: Case, openers: Register[Opener]) -> None:
    session = talks.counsel(cast, case)
    open_, row = openers["counselling"], session.pk
    for who in (cast.officer, cast.leader):
        (line,) = shown(cast, who, open_, row)
        assert (line.label, line.url, line.args) == ("Nguyễn Văn Đào", "case", {"case_id": str(case.pk)})
    (line,) = shown(cast, cast.district_merger, open_, row)
    assert (line.label, line.url, line.args) == (case.code, "", {})
    for name in (*OTHERS, "police"):
        assert shown(cast, getattr(cast, name), open_, row) == [], name
    Case.objects.filter(pk=case.pk).update(state="closed_deceased", closed_on=TODAY, sealed_at=NOW)
    for who in (cast.officer, cast.district_merger):
        assert shown(cast, who, open_, row) == []


def test_a_meeting_names_its_group_to_those_who_count(cast: Cast, case: Case, openers: Register[Opener]) -> None:
    since = date(2020, 6, 1)
    group = groups.start(unit=cast.thuong_lac, name="Nhóm Bình Minh", started_on=since, by=SETTER, at=NOW)
    talks.consent(cast, case.person, "groups")
    groups.join(group, case=case, on=since, by=SETTER, at=NOW)
    meeting = groups.meet(group, met_on=TODAY, present=[case.pk], by=SETTER, at=NOW)
    for who in (cast.officer, cast.district_merger):
        (line,) = shown(cast, who, openers["group_meeting"], meeting.pk)
        assert (line.label, line.detail, line.url) == ("Nhóm Bình Minh", "16/06/2020", "")
    for name in (*OTHERS, "police"):
        assert shown(cast, getattr(cast, name), openers["group_meeting"], meeting.pk) == [], name
