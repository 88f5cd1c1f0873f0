"""The measures on screen: what is kept is offered to who keeps it; a change of law names one's own people."""

from datetime import date

import pytest

from hoanhap.foundation.access.models import Account
from hoanhap.foundation.access.roles import Role
from hoanhap.people.cases.policy import CasePermission
from hoanhap.people.persons.policy import PersonPermission
from hoanhap.people.rehab.policy import RehabPermission as May
from tests import people as files
from tests.cast import Cast
from tests.domain.care import people
from tests.guards import may_only
from tests.web.office.rehab.test_measures import Enter, on


def test_who_only_reads_the_measures_is_offered_nothing_to_keep(
    cast: Cast, signed_in: Enter, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = files.open_home_case(cast, files.register_person(cast, "Trần Văn Út"))
    on(date(2022, 1, 3))
    page = f"/cases/{case.pk}/"
    offered = [f'"{page}{one}/' for one in ("transition", "absences/new", "happenings/new", "followed/new")]
    reads = (May.READ, CasePermission.READ, PersonPermission.READ, PersonPermission.NAME)
    for rights, keeps in ((reads, False), ((*reads, May.KEEP), True)):
        may_only(monkeypatch, Role.COMMUNE_POLICE, *rights)
        shown = signed_in(cast.police).get(f"{page}measures/").content.decode()
        assert "Luật đã đổi" in shown
        assert [address in shown for address in offered] == [keeps] * len(offered)


def test_who_waits_for_the_new_law_is_told_commune_by_commune(cast: Cast, signed_in: Enter) -> None:
    here, there = people.case(cast.thuong_lac), people.case(cast.long_khanh_a)
    on(date(2022, 1, 3))

    def waiting(account: Account) -> list[bool]:
        page = signed_in(account).get("/transitions/").content.decode()
        return [str(one.pk) in page for one in (here, there)]

    assert waiting(cast.officer) == waiting(cast.police) == [True, False]
    assert waiting(cast.neighbour_officer) == [False, True]
