"""A server opens its door only with a key to open names and a database that keeps its word."""

import pytest
from django.db import connection

from hoanhap.kernel.errors import Refused
from hoanhap.site import readiness

pytestmark = pytest.mark.django_db
FILE_ONLY = {"journal_mode"}  # a test database in memory has no journal on disk


def test_every_pragma_reads_back_as_asked() -> None:
    assert set(readiness.weak_pragmas(connection)) <= FILE_ONLY


@pytest.mark.parametrize(
    ("pragma", "weak"), [("recursive_triggers", "OFF"), ("secure_delete", "OFF"), ("trusted_schema", "ON")]
)
def test_a_weaker_pragma_is_noticed(pragma: str, weak: str) -> None:
    if connection.vendor != "sqlite":
        assert readiness.weak_pragmas(connection) == []
        return
    with connection.cursor() as cursor:
        before = cursor.execute(f"PRAGMA {pragma}").fetchone()[0]
        try:
            cursor.execute(f"PRAGMA {pragma}={weak}")
            assert pragma in readiness.weak_pragmas(connection)
        finally:
            cursor.execute(f"PRAGMA {pragma}={before}")


def test_without_a_master_key_the_start_is_refused(settings, tmp_path) -> None:  # type: ignore[no-untyped-def]
    settings.MASTER_KEY, settings.MASTER_KEY_FILE = "", tmp_path / "none.key"
    with pytest.raises(Refused) as refused:
        readiness.refuse_unless_ready()
    assert "key create" in str(refused.value)
