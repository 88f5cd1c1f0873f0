"""Looking back: the reviews of the first quarter, and the inspector of the district with one thing to mend."""

from datetime import date

from hoanhap.kernel import clock
from hoanhap.ops.demonstration.scene import Scene
from hoanhap.ops.demonstration.work import CONDITIONS, Rows
from hoanhap.people.inspection import actions as inspection
from hoanhap.people.reviews import actions as reviews
from hoanhap.people.reviews.rules import Quarter, ReviewDetails

INSPECTOR, SEED = "tt.hongngu", "minh-hoa"
MARCH = 1
"""Which mark of a diary (`cast.Person.months`) is that of March."""


def first_quarter(scene: Scene, rows: Rows) -> None:
    """Fourteen of the sixteen are reviewed at the end of March, as their diary says; two were left for later."""
    on = date(2020, 3, 30)
    entries = [
        (scene.case(one.name), ReviewDetails(on=on, condition=CONDITIONS[one.months[MARCH]]))
        for one, _case in rows[:14]
    ]
    reviews.record(entries, quarter=Quarter(2020, 1), by=scene.officer(on), at=clock.at(on, 16))


def inspected(scene: Scene) -> None:
    """A sample of five files, drawn with a seed anybody can draw again, and one thing to mend by the end of June."""
    on = date(2020, 6, 12)
    viewer = scene.offices.viewer(INSPECTOR, on)
    sample = inspection.draw(unit=scene.commune, size=5, by=viewer, at=clock.at(on, 9), seed=SEED)
    inspection.find(
        unit=scene.commune,
        words="Bổ sung bản cam kết của gia đình vào hồ sơ.",
        due_on=date(2020, 6, 30),
        by=viewer,
        at=clock.at(on, 11),
        case=sample.cases.order_by("number")[0].case,
        sample=sample,
        item="commitment",
    )
