"""The name of a downloaded report says which period, which unit, which amendment; plain letters, no drug word."""

import pytest

from hoanhap.foundation.places.models import Place
from hoanhap.kernel import clock
from hoanhap.steering.reports import actions
from hoanhap.steering.reports import form as report_forms
from hoanhap.steering.reports.form import Window
from hoanhap.web.office.reports.files import file_name
from tests.cast import Cast


@pytest.mark.parametrize(
    ("window", "number", "name"),
    [
        (Window.MONTH, 6, "bao-cao-2020-06-xa-thuong-lac"),
        (Window.HALF_YEAR, 1, "bao-cao-2020-6-thang-dau-xa-thuong-lac"),
        (Window.YEAR, 1, "bao-cao-2020-ca-nam-xa-thuong-lac"),
    ],
)
def test_the_name_is_that_of_the_period_not_of_its_first_day(
    cast: Cast, window: Window, number: int, name: str
) -> None:
    shape = report_forms.get("BC01")
    officer, period = cast.viewer(cast.officer), shape.period(window, 2020, number)
    assert file_name(actions.open_report(shape, cast.thuong_lac, period, by=officer, at=clock.now())) == name


def test_a_name_from_the_map_cannot_break_out_of_the_header(cast: Cast) -> None:
    Place.objects.filter(pk=cast.thuong_lac.pk).update(name="Cư M'gar\"\r\nX-Evil: 1; đặc")
    shape = report_forms.get("BC01")
    period = shape.period(Window.MONTH, 2020, 6)
    officer, unit = cast.viewer(cast.officer), Place.objects.get(pk=cast.thuong_lac.pk)
    report = actions.open_report(shape, unit, period, by=officer, at=clock.now())
    assert file_name(report) == "bao-cao-2020-06-xa-cu-mgar-x-evil-1-dac"
