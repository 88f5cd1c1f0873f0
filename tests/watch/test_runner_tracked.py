"""The watch over tracked text finds what it should, and this checkout has none of it."""

import json
import subprocess
from pathlib import Path

import pytest

from workshop import tracked

pytestmark = pytest.mark.once("sqlite")

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(
    "bad",
    [
        "see https://py" + "pi.org/simple",
        "files.python" + "hosted.org",
        "https://registry." + "npm" + "js.org/htmx",
        "deb http://deb." + "debian.org/debian",
        "open('/" + "root/x')",
        "/" + "work/main",
        "/home" + "/lan/x",
    ],
)
def test_an_address_or_a_path_of_a_machine_is_found(bad: str) -> None:
    assert tracked.addresses_in("docs/x.md", f"one\n{bad}\n") == [tracked.addresses_in("docs/x.md", f"\n{bad}")[0]]
    assert tracked.addresses_in("docs/x.md", bad)[0].startswith("docs/x.md:1: ")


def test_an_index_line_is_found_only_where_pip_would_obey_it() -> None:
    assert tracked.addresses_in("requirements/run.txt", "--extra-index-url somewhere")
    assert tracked.addresses_in("requirements/run.in", "-f somewhere")
    assert tracked.addresses_in("docs/x.md", "--index-url is an option of pip") == []


def test_a_lock_with_addresses_or_without_hashes_is_found() -> None:
    def lock(**facts: object) -> str:
        return json.dumps({"packages": {"": {}, "node_modules/htmx": {"version": "2", **facts}}})

    assert tracked.addresses_in("frontend/package-lock.json", lock(integrity="sha512-x")) == []
    assert tracked.addresses_in("frontend/package-lock.json", lock(integrity="sha512-x", resolved="somewhere"))
    assert tracked.addresses_in("frontend/package-lock.json", lock())


def test_a_long_file_of_code_is_found_and_a_long_text_is_not(tmp_path: Path) -> None:
    subprocess.run(["git", "init", "-q", tmp_path], check=True)
    for name, lines in {"long.py": 501, "fine.py": 500, "long.md": 900}.items():
        (tmp_path / name).write_text("x\n" * lines)
    subprocess.run(["git", "-C", tmp_path, "add", "."], check=True)
    assert tracked.long_files(tmp_path) == ["long.py: 501 lines (at most 500)"]


def test_this_checkout_names_no_registry_and_no_machine() -> None:
    assert (ROOT / "hoanhap") in tracked.files(ROOT)
    assert tracked.addresses(ROOT) == []
