"""The first screen of a post with 1,500 people, from the request to the finished page."""

from collections.abc import Iterator

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import NoReverseMatch, reverse

from hoanhap.foundation.access import viewer as viewers
from hoanhap.foundation.notices import queries as notices
from hoanhap.kernel import clock
from workshop.bench import clients
from workshop.bench.imports import WrongAnswer
from workshop.bench.measuring import Measured, Work, side_by_side
from workshop.bench.stage import Stage

_DUTIES = """
SELECT id, kind, subject_kind, subject_id, due_at, article FROM notices_duty
WHERE settled_at IS NULL AND holder_role = 'commune_officer' AND holder_account_id IS NULL AND unit_path = %s
ORDER BY due_at, id LIMIT 25
"""


def page(stage: Stage) -> Iterator[Measured]:
    commune = stage.province.communes[0]
    work, what = _screen(stage)
    with CaptureQueriesContext(connection) as seen:
        work()
    queries = [row for row in seen.captured_queries if row["sql"].startswith(("SELECT", "INSERT", "UPDATE", "DELETE"))]
    taken = side_by_side(work, lambda: _duties(commune.place.path), runs=stage.sizes.runs)
    yield Measured(
        name="today.1500", size=commune.people, value=taken.value, baseline=taken.baseline, cpu=taken.cpu,
        against="one SQL query for the first 25 duties of the post", beside={"queries": len(queries), "what": what},
        most={"value": 0.15, "queries": 12},
    )  # fmt: skip


def _screen(stage: Stage) -> tuple[Work, str]:
    officer = stage.province.communes[0].officer
    try:
        address = reverse("today")
    except NoReverseMatch:
        viewer = viewers.of(officer, stage.on)
        return lambda: (notices.counts(viewer, clock.now()), notices.lines(viewer, clock.now())), "domain query"
    client = clients.signed_in(officer)

    def open_page() -> None:
        answer = client.get(address)
        if answer.status_code != 200:
            raise WrongAnswer(f"{address} answered {answer.status_code}")

    return open_page, "page"


def _duties(path: str) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(_DUTIES, [path])
        return list(cursor.fetchall())
