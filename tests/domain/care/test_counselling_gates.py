"""Who reads counselling, who is named in groups, what is given out where, and what each act leaves in the log."""

from datetime import date

import pytest

from hoanhap.foundation.access import actions as access
from hoanhap.foundation.access.roles import Role
from hoanhap.foundation.audit.models import AuditEntry
from hoanhap.kernel.errors import NotHere
from hoanhap.people.care import timeline
from hoanhap.people.care.counselling import actions, groups, policy, queries
from hoanhap.people.care.counselling.models import SupportGroup
from hoanhap.people.cases.models import Case
from tests import people
from tests.cast import NOW, SETTER, TODAY, Cast
from tests.domain.care import talks

SINCE = date(2020, 6, 1)


@pytest.fixture
def case(cast: Cast) -> Case:
    return people.open_home_case(cast, people.register_person(cast, "Nguyễn Văn Đào"))


def group_of(cast: Cast) -> SupportGroup:
    return groups.start(unit=cast.thuong_lac, name="Nhóm Bình Minh", started_on=SINCE, by=SETTER, at=NOW)


def test_each_act_is_in_the_log_under_the_person_the_library_or_the_group(cast: Cast, case: Case) -> None:
    by = cast.viewer(cast.officer).actor
    one = actions.add_leaflet(unit=cast.thuong_lac, details=talks.LEAFLET, by=by, at=NOW)
    two = actions.replace_leaflet(one, details=talks.LEAFLET, by=by, at=NOW)
    session = talks.counsel(cast, case)
    actions.void(session, by=by, at=NOW)
    talks.consent(cast, case.person, "groups")
    group = groups.start(unit=cast.thuong_lac, name="Nhóm Bình Minh", started_on=SINCE, by=by, at=NOW)
    member = groups.join(group, case=case, on=SINCE, by=by, at=NOW)
    groups.meet(group, met_on=TODAY, present=[case.pk], by=by, at=NOW)
    groups.leave(member, on=TODAY, by=by, at=NOW)
    groups.end(group, on=TODAY, by=by, at=NOW)
    wanted = [
        ("leaflet.approved", "leaflet", one.pk),
        ("leaflet.approved", "leaflet", two.pk),
        ("counselling.recorded", "case", case.pk),
        ("counselling.voided", "case", case.pk),
        ("group.started", "group", group.pk),
        ("group.joined", "case", case.pk),
        ("group.met", "group", group.pk),
        ("group.left", "case", case.pk),
        ("group.ended", "group", group.pk),
    ]
    entries = AuditEntry.objects.filter(code__in={code for code, _kind, _pk in wanted}, account_id=by.account_id)
    found = list(entries.order_by("id").values_list("code", "subject_kind", "subject_id", "unit_path"))
    assert found == [(code, kind, str(pk), cast.thuong_lac.path) for code, kind, pk in wanted]


@pytest.mark.parametrize("account", ["neighbour_officer", "stranger_officer", "police", "district_merger"])
def test_a_session_opens_in_the_social_room_of_its_commune_alone(cast: Cast, case: Case, account: str) -> None:
    session = talks.counsel(cast, case)
    assert policy.get_session_for(cast.viewer(cast.officer), session.pk) == session
    with pytest.raises(NotHere):
        policy.get_session_for(cast.viewer(getattr(cast, account)), session.pk)


def test_of_a_file_put_away_no_talk_is_read(cast: Cast, case: Case) -> None:
    session, officer = talks.counsel(cast, case), cast.viewer(cast.officer)
    talk = timeline.SOURCES["talks"].tell
    assert len(list(talk(case, officer))) == 1
    assert policy.get_case_for(officer, case.pk) == case
    Case.objects.filter(pk=case.pk).update(state="closed_deceased", closed_on=TODAY, sealed_at=NOW)
    case.refresh_from_db()
    assert list(talk(case, officer)) == []
    assert not policy.visible_to(officer).exists()
    for gate, key in ((policy.get_case_for, case.pk), (policy.get_session_for, session.pk)):
        with pytest.raises(NotHere):
            gate(officer, key)


def test_a_commune_gives_out_its_own_leaflets_and_those_of_the_levels_above(cast: Cast, case: Case) -> None:
    made = {
        place.pk: actions.add_leaflet(unit=place, details=talks.LEAFLET, by=SETTER, at=NOW)
        for place in (cast.thuong_lac, cast.dong_thap, cast.long_khanh_a, cast.an_giang)
    }
    given_out = {made[cast.thuong_lac.pk], made[cast.dong_thap.pk]}
    assert set(queries.leaflets_in_use(case)) == given_out


def test_whose_file_went_to_another_commune_is_no_longer_named_in_the_group(cast: Cast, case: Case) -> None:
    group, officer = group_of(cast), cast.viewer(cast.officer)
    talks.consent(cast, case.person, "groups")
    groups.join(group, case=case, on=SINCE, by=SETTER, at=NOW)
    assert [line.name for line in queries.members_of(officer, group, at=NOW)] == ["Nguyễn Văn Đào"]
    Case.objects.filter(pk=case.pk).update(unit=cast.long_khanh_a, unit_path=cast.long_khanh_a.path)
    assert queries.members_of(officer, group, at=NOW) == []


def test_only_people_of_his_own_commune_are_offered_for_a_group(cast: Cast, case: Case) -> None:
    """Though as police he reads of the other commune's people, and their consent was written down in his own."""
    access.post(cast.officer, role=Role.COMMUNE_POLICE, place=cast.long_khanh_a, valid_from=TODAY, by=SETTER, at=NOW)
    group, officer = group_of(cast), cast.viewer(cast.officer)
    talks.consent(cast, case.person, "groups")
    assert queries.candidates(officer, group, at=NOW) == [(case, "Nguyễn Văn Đào")]
    Case.objects.filter(pk=case.pk).update(unit=cast.long_khanh_a, unit_path=cast.long_khanh_a.path)
    assert queries.candidates(officer, group, at=NOW) == []
