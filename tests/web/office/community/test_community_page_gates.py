"""What pages of the surroundings show to whom: names the keeper may know, places of his own part, doors he may open."""

from datetime import date

import pytest
from django.test import Client

from hoanhap.foundation.access.models import Account
from hoanhap.foundation.access.roles import Role
from hoanhap.people.community import actions as teams
from hoanhap.people.community.clubs.models import ClubMember
from hoanhap.people.community.models import TaskForce
from hoanhap.people.community.policy import CommunityPermission as May
from hoanhap.people.community.schemes import actions as schemes
from hoanhap.people.community.schemes import naming
from hoanhap.people.community.schemes.models import Finding, RecognitionLevel
from hoanhap.people.persons.models import Person
from hoanhap.people.reintegration.policy import ReintegrationPermission
from tests.cast import NOW, SETTER, TODAY, Cast
from tests.domain.community import around
from tests.guards import may_only
from tests.web.office.community.test_around import Enter, text


def force_of(cast: Cast) -> TaskForce:
    return teams.set_up(
        unit=cast.thuong_lac,
        decision_number="12/QĐ-UBND",
        decision_on=around.SINCE,
        valid_from=around.SINCE,
        by=SETTER,
        at=NOW,
    )


def test_a_club_names_nobody_who_is_another_communes_now(cast: Cast, signed_in: Enter) -> None:
    """As where a commune was divided: its club lies in one part, who belongs to it in the other."""
    club, known, away = around.club(cast.thuong_lac), around.agreed(cast, "Lê Thị Sen"), around.agreed(cast, "Phan Bé")
    around.join(club, known, away)
    there = cast.long_khanh_a
    Person.objects.filter(pk=away.pk).update(unit=there, unit_path=there.path)
    ClubMember.objects.filter(person=away).update(unit_path=there.path)
    client = signed_in(cast.officer)
    page = text(client, f"/clubs/{club.pk}/")
    assert "Lê Thị Sen" in page
    assert page.count("/leave/") == 1, "not even by his initials"
    assert text(client, f"/clubs/{club.pk}/meet/").count('name="present"') == 1


def test_nobody_whose_file_was_put_away_can_be_chosen_for_a_club(cast: Cast, signed_in: Enter) -> None:
    club, away = around.club(cast.thuong_lac), around.agreed(cast, "Phan Bé")
    around.agreed(cast, "Lê Thị Sen")
    Person.objects.filter(pk=away.pk).update(sealed_at=NOW)
    page = text(signed_in(cast.officer), f"/clubs/{club.pk}/join/")
    assert "Lê Thị Sen" in page
    assert "Phan Bé" not in page


def test_recognitions_are_those_of_ones_own_part_of_the_map(cast: Cast, signed_in: Enter) -> None:
    for unit, name in ((cast.thuong_lac, "Họ Trần"), (cast.long_khanh_a, "Họ Võ"), (cast.vinh_xuong, "Họ Hồ")):
        details = naming.RecognitionDetails(
            level=RecognitionLevel.CLAN, name=name, year=2020, decision_number="9/QĐ-UBND", decided_on=TODAY
        )
        naming.recognise(unit=unit, details=details, by=SETTER, at=NOW)

    def named(account: Account) -> list[str]:
        page = text(signed_in(account), "/recognitions/")
        return [name for name in ("Họ Trần", "Họ Võ", "Họ Hồ") if name in page]

    assert named(cast.officer) == ["Họ Trần"]
    assert named(cast.district_merger) == ["Họ Trần", "Họ Võ"]


def test_who_assigns_no_helper_is_not_led_to_the_board(
    cast: Cast, signed_in: Enter, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = f"/task-forces/{force_of(cast).pk}/"
    assert 'href="/assignments/"' in text(signed_in(cast.officer), page)
    keeps = (May.READ_TASK_FORCE, May.KEEP_TASK_FORCE)
    may_only(monkeypatch, Role.COMMUNE_OFFICER, *keeps)
    shown = text(signed_in(cast.officer), page)
    assert f"{page}members/add/" in shown
    assert 'href="/assignments/"' not in shown
    may_only(monkeypatch, Role.COMMUNE_OFFICER, *keeps, ReintegrationPermission.ASSIGN_HELPER)
    assert 'href="/assignments/"' in text(signed_in(cast.officer), page)


def test_in_place_of_a_dissolved_team_its_keeper_alone_sets_up_another(cast: Cast, signed_in: Enter) -> None:
    force = teams.dissolve(force_of(cast), on=date(2020, 6, 10), by=SETTER, at=NOW)
    for account, leads in ((cast.officer, True), (cast.police, False), (cast.district_merger, False)):
        page = text(signed_in(account), f"/task-forces/{force.pk}/")
        assert "Tổ này đã giải thể" in page
        assert ("/set-up/" in page) is leads, account


def test_a_place_comes_from_none_of_another_commune(cast: Cast, signed_in: Enter) -> None:
    scheme = around.scheme(cast.hong_ngu)
    around.site(scheme, cast.thuong_lac, label="Nơi làm của xã")
    around.site(scheme, cast.long_khanh_a, label="Nơi làm xã bên")
    page = text(signed_in(cast.officer), f"/schemes/{scheme.pk}/unit/{cast.thuong_lac.pk}/sites/add/")
    assert "Nơi làm của xã" in page
    assert "Nơi làm xã bên" not in page


def test_a_commune_sends_a_scheme_of_the_district_to_no_other(cast: Cast, signed_in: Enter) -> None:
    site = around.site(around.scheme(cast.hong_ngu), cast.thuong_lac)
    sheet = schemes.evaluate(
        site, on=TODAY, finding=Finding.EFFECTIVE, words="Góp phần giữ an ninh", figures=(), by=SETTER, at=NOW
    )
    address = f"/schemes/evaluations/{sheet.pk}/decide/"
    assert "Long Khánh A" in text(signed_in(cast.district_leader), address)
    page = text(signed_in(cast.leader), address)
    assert 'name="decided"' in page
    assert "Long Khánh A" not in page


def test_where_stories_are_written_is_told_to_who_writes_them(cast: Cast, signed_in: Enter) -> None:
    def told(client: Client) -> bool:
        page = text(client, "/stories/")
        assert "Chưa có câu chuyện nào" in page
        return "Câu chuyện viết từ trang hồ sơ" in page

    assert told(signed_in(cast.officer))
    assert not told(signed_in(cast.front_cadre))
