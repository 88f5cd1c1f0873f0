"""Counselling points: optional for a commune, public in every field, with the staff of the register."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from hoanhap.foundation.indicators.register import Question, count
from hoanhap.foundation.places.models import Place
from hoanhap.foundation.vault.classes import field_classes
from hoanhap.kernel.errors import Refused
from hoanhap.people.community.points import actions, queries
from hoanhap.people.community.points.models import Point
from hoanhap.people.community.workers import actions as workers
from tests.cast import NOW, SETTER, TODAY, Cast
from tests.domain.community import around
from tests.domain.community.around import JUNE, SINCE


def point(unit: Place, name: str = "Điểm tư vấn trạm y tế", **changes: object) -> Point:
    facts: dict[str, object] = {
        "name": name,
        "address": "trạm y tế, ấp 1",
        "hours": "thứ Hai đến thứ Sáu, 7 giờ – 11 giờ",
        "services": ["counselling", "registering"],
        "office_phone": "0277 3 800 000",
        **changes,
    }
    details = actions.PointDetails(**facts)  # type: ignore[arg-type]
    return actions.open_point(unit=unit, details=details, valid_from=SINCE, by=SETTER, at=NOW)


def refused(act: Callable[[], object]) -> str | None:
    with pytest.raises(Refused) as found:
        act()
    return found.value.code


@pytest.mark.requirement("S3-37")
def test_a_commune_that_never_had_a_point_shows_a_dash(cast: Cast) -> None:
    point(cast.thuong_lac)
    closed = point(cast.long_khanh_a)
    actions.close_point(closed, on=TODAY, by=SETTER, at=NOW)
    rows = queries.board(cast.viewer(cast.district_merger), TODAY)
    assert {row.place.name: row.share for row in rows} == {
        "Thường Lạc": "1/1",
        "Long Khánh A": "0/1",
        "Phú Thuận B": "–",
    }
    assert count("points.open", Question(period=JUNE, unit_path=cast.hong_ngu.path)) == 1


def test_whoever_looks_for_help_finds_points_by_place_and_service(cast: Cast) -> None:
    one = point(cast.thuong_lac, hamlet=cast.ap_1)
    point(cast.long_khanh_a, services=["psychological"])
    assert [row.unit.name for row in queries.public_points(cast.hong_ngu.path, TODAY)] == ["Thường Lạc", "Long Khánh A"]
    assert list(queries.public_points(cast.hong_ngu.path, TODAY, service="registering")) == [one]
    assert list(queries.public_points(cast.hong_ngu.path, SINCE - timedelta(days=1))) == []
    assert one.service_labels == [
        "tư vấn về cai nghiện và điều trị",
        "hướng dẫn, nhận đăng ký cai nghiện tự nguyện",
    ]


def test_every_fact_of_a_point_is_public() -> None:
    assert set(field_classes["community.Point"].values()) == {"public", "technical"}


def test_what_is_said_of_a_point_can_be_said_anew_until_it_is_closed(cast: Cast) -> None:
    one = point(cast.thuong_lac)
    details = actions.PointDetails(name="Điểm ấp 2", address="nhà văn hóa", hours="chiều thứ Ba", services=["family"])
    actions.change_point(one, details=details, by=SETTER, at=NOW)
    one.refresh_from_db()
    assert (one.name, one.hours, one.service_codes, one.office_phone) == ("Điểm ấp 2", "chiều thứ Ba", ["family"], "")
    actions.close_point(one, on=TODAY, by=SETTER, at=NOW)
    assert refused(lambda: actions.change_point(one, details=details, by=SETTER, at=NOW)) == "point-closed"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"name": " "}, "point-name"),
        ({"address": ""}, "point-facts"),
        ({"hours": " "}, "point-facts"),
        ({"services": ["gardening"]}, "point-facts"),
    ],
)
def test_a_half_point_is_refused(cast: Cast, changes: dict[str, object], code: str) -> None:
    assert refused(lambda: point(cast.thuong_lac, **changes)) == code
    assert not Point.objects.exists()


def test_a_point_belongs_to_a_commune_and_has_a_name_of_its_own(cast: Cast) -> None:
    point(cast.thuong_lac)
    assert refused(lambda: point(cast.thuong_lac, "điểm tư vấn TRẠM Y TẾ")) == "point-twice"
    assert refused(lambda: point(cast.hong_ngu)) == "point-unit"
    assert refused(lambda: point(cast.long_khanh_a, hamlet=cast.ap_1)) == "point-hamlet"


def test_staff_comes_from_the_register_and_goes_with_point_or_worker(cast: Cast) -> None:
    one, mai = point(cast.thuong_lac), around.worker(cast.thuong_lac, "Trần Thị Mai")
    staff = actions.place_staff(one, worker=mai, valid_from=SINCE, by=SETTER, at=NOW)
    assert refused(lambda: actions.place_staff(one, worker=mai, valid_from=TODAY, by=SETTER, at=NOW)) == "staff-twice"
    assert [row.worker.name for row in queries.staffed(one, TODAY)] == ["Trần Thị Mai"]
    workers.end_worker(mai, on=TODAY, by=SETTER, at=NOW)
    staff.refresh_from_db()
    assert staff.valid_to == TODAY
    assert refused(lambda: actions.end_staff(staff, on=TODAY, by=SETTER, at=NOW)) == "staff-end"
    again = actions.place_staff
    assert refused(lambda: again(one, worker=mai, valid_from=TODAY, by=SETTER, at=NOW)) == "staff-day"


def test_a_closed_point_has_no_staff(cast: Cast) -> None:
    one = point(cast.thuong_lac)
    mai = around.worker(cast.thuong_lac, "Trần Thị Mai")
    staff = actions.place_staff(one, worker=mai, valid_from=SINCE, by=SETTER, at=NOW)
    actions.close_point(one, on=TODAY, by=SETTER, at=NOW)
    staff.refresh_from_db()
    assert staff.valid_to == TODAY
    assert refused(lambda: actions.close_point(one, on=TODAY, by=SETTER, at=NOW)) == "point-closed"
    assert refused(lambda: actions.close_point(one, on=date(2020, 6, 17), by=SETTER, at=NOW)) == "point-day"
