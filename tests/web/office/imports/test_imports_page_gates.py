"""For which communes a list may be chosen: those where the viewer's post imports, not every post he has."""

from hoanhap.foundation.access import actions as access
from hoanhap.foundation.access.roles import Role
from hoanhap.web.office.imports import forms
from tests.cast import NOW, SETTER, TODAY, Cast


def test_a_post_that_imports_nothing_is_no_choice(cast: Cast) -> None:
    for role, place in ((Role.COMMUNE_POLICE, cast.phu_thuan_b), (Role.COMMUNE_OFFICER, cast.long_khanh_a)):
        access.post(cast.officer, role=role, place=place, valid_from=TODAY, by=SETTER, at=NOW)
    offered = {seat.place_id for seat in forms.importing_seats(cast.viewer(cast.officer))}
    assert offered == {cast.thuong_lac.pk, cast.long_khanh_a.pk}
    assert forms.importing_seats(cast.viewer(cast.leader)) == []
