"""Nothing starts without its master key, nor with another office's: one sentence, a way out, no half-made database."""

import base64
import secrets
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.fresh_database import Fresh, fresh

pytestmark = [pytest.mark.once("sqlite"), pytest.mark.django_db]

OTHER = base64.b64encode(secrets.token_bytes(32)).decode()
BEGINS = {
    "serve": ("serve", "--port", "0"),
    "migrate": ("migrate",),
    "daily": ("daily",),
}


@pytest.fixture(scope="module")
def office(django_db_setup: None) -> Iterator[Fresh]:
    with fresh() as made:
        yield made


@pytest.mark.parametrize("what", ["serve", "daily"])  # migrate: see below
def test_without_a_key_it_is_refused(office: Fresh, what: str) -> None:
    code, said, complained = office.hoanhap(*BEGINS[what], HOANHAP_MASTER_KEY="")
    assert (code, said) == (2, "")
    assert "./hoanhap key create" in complained
    assert "Traceback" not in complained


@pytest.mark.parametrize("what", ["serve", "migrate", "daily"])
def test_another_office_s_key_is_refused(office: Fresh, what: str) -> None:
    code, said, complained = office.hoanhap(*BEGINS[what], HOANHAP_MASTER_KEY=OTHER)
    assert (code, said) == (2, "")
    assert "khóa chính" in complained
    assert "Traceback" not in complained


def test_a_worker_begun_by_another_server_is_refused(office: Fresh) -> None:
    process = office.start("import hoanhap.site.wsgi", HOANHAP_MASTER_KEY="")
    _said, complained = process.communicate(timeout=60)
    assert process.returncode != 0
    assert "./hoanhap key create" in complained


def test_the_demonstration_is_refused_with_a_key_that_cannot_be_read(tmp_path: Path, office: Fresh) -> None:
    settings = {"HOANHAP_DATA": str(tmp_path), "HOANHAP_DATABASE": "", "HOANHAP_MASTER_KEY": ""}
    broken = tmp_path / "broken.key"
    broken.write_text("not a key")
    code, _said, complained = office.hoanhap("demo", "--no-serve", HOANHAP_MASTER_KEY_FILE=str(broken), **settings)
    assert code == 2
    assert "32 byte" in complained
    assert not list(tmp_path.rglob("*.sqlite3"))  # refused before a database was made


def test_without_a_key_migrate_leaves_an_empty_folder_without_a_database(tmp_path: Path, office: Fresh) -> None:
    settings = {"HOANHAP_DATA": str(tmp_path), "HOANHAP_DATABASE": "", "HOANHAP_MASTER_KEY": ""}
    code, said, complained = office.hoanhap("migrate", **settings)
    assert (code, said) == (2, "")
    assert "./hoanhap key create" in complained
    assert not list(tmp_path.rglob("*.sqlite3"))
