"""What the documents say is there: links lead somewhere, words and files named in `code` exist, commands are real."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from hoanhap.site import cli
from workshop import tracked

pytestmark = pytest.mark.once("sqlite")

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "hoanhap"
READMES = ("README.md", "README.vi.md")
# Documents whose `code` is checked word by word; how-tos also name things a reader is about to make.
EXACT = ("docs/glossary.md", "docs/map.md")
_LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
_CODE = re.compile(r"`([^`\n]+)`")
_FENCE = re.compile(r"^```.*?^```", re.M | re.S)
_NAME = re.compile(r"[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*(?:\(\))?")
_FILE = re.compile(r"[\w.-]+(?:/[\w.-]+)*\.(?:py|yaml|csv|md|toml|txt|po)")
_COMMAND = re.compile(r"\./hoanhap ([a-z-]+)")
_TEST = re.compile(r"\btest_\w+(?!\w*\.py)\b")


def documents() -> list[Path]:
    return [file for file in tracked.files(ROOT) if file.suffix == ".md"]


def broken_links(file: Path, text: str) -> list[str]:
    """Relative links of a document that lead to no file."""
    targets = (link.partition("#")[0] for link in _LINK.findall(_FENCE.sub("", text)))
    relative = [link for link in targets if link and not re.match(r"[a-z]+:", link)]
    return [link for link in relative if not (file.parent / link).exists()]


def codes(text: str) -> list[str]:
    """What stands in `code` outside fenced blocks."""
    return _CODE.findall(_FENCE.sub("", text))


@cache
def known_names() -> frozenset[str]:
    """Names of the source: what is defined, imported, asked for or said as a whole string; words of its data."""
    found: set[str] = set()
    for file in SOURCE.rglob("*.py"):
        found |= {*file.relative_to(SOURCE.parent).with_suffix("").parts}
        found |= set(_names_in(ast.parse(file.read_text(encoding="utf-8"))))
    for file in SOURCE.rglob("*.yaml"):
        found |= {file.stem, *re.findall(r"\w+", file.read_text(encoding="utf-8"))}
    return frozenset(found)


def _names_in(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        match node:
            case ast.ClassDef() | ast.FunctionDef() | ast.AsyncFunctionDef() | ast.alias():
                yield from node.name.split(".")
            case ast.Name():
                yield node.id
            case ast.Attribute():
                yield node.attr
            case ast.arg() | ast.keyword() if node.arg:
                yield node.arg
            case ast.Constant() if isinstance(node.value, str) and node.value.isidentifier():
                yield node.value


def unknown_names(text: str) -> list[str]:
    """Words in `code` that look like names and are none of the source."""
    names = [code for code in codes(text) if _NAME.fullmatch(code) and not _FILE.fullmatch(code)]
    return [name for name in names if not set(name.removesuffix("()").split(".")) <= known_names()]


def missing_files(text: str) -> list[str]:
    """Files and folders named in `code` that are not there, seen from the root or the package; bare names: anywhere."""
    named = [code for code in codes(text) if _FILE.fullmatch(code) or re.fullmatch(r"[\w.-]+(/[\w.-]+)*/", code)]
    return [name for name in named if not _is_there(name)]


def _is_there(name: str) -> bool:
    if any((base / name).exists() for base in (ROOT, SOURCE)):
        return True
    return "/" not in name and any(SOURCE.rglob(name))


def unknown_commands(text: str) -> list[str]:
    return [name for name in _COMMAND.findall(text) if name not in {*cli.COMMANDS, "help"}]


@cache
def known_tests() -> frozenset[str]:
    """The names of all tests and of the files they stand in."""
    files = list((ROOT / "tests").rglob("test_*.py"))
    found = {name for file in files for name in re.findall(r"def (test_\w+)", file.read_text(encoding="utf-8"))}
    return frozenset(found | {file.stem for file in files})


def unknown_tests(text: str) -> list[str]:
    return [name for name in _TEST.findall(text) if name not in known_tests()]


def test_every_relative_link_leads_somewhere() -> None:
    assert len(documents()) > 10
    found = [
        f"{file.relative_to(ROOT)}: {link}"
        for file in documents()
        for link in broken_links(file, file.read_text(encoding="utf-8"))
    ]
    assert found == []


@pytest.mark.parametrize(
    ("text", "broken"),
    [
        ("see [it](nowhere.md)", ["nowhere.md"]),
        ("![today](docs/pictures/none.png)", ["docs/pictures/none.png"]),
        ("[part](docs/law.md#questions) and [site](https://example.org/x)", []),
        ("[part](docs/lawless.md#questions)", ["docs/lawless.md"]),
        ("```\n[not a link](x.md)\n```", []),
    ],
)
def test_a_broken_link_is_found(text: str, broken: list[str]) -> None:
    assert broken_links(ROOT / "README.md", text) == broken


@pytest.mark.parametrize("name", EXACT)
def test_every_name_in_the_exact_documents_exists(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    assert len(codes(text)) > 50
    assert unknown_names(text) == []
    assert missing_files(text) == []


def test_a_name_that_is_gone_is_found() -> None:
    assert unknown_names("| `TaskForce` | `Taskforze` | `actions.move` | `actions.moove()` | two `words here` |") == [
        "Taskforze",
        "actions.moove()",
    ]
    assert unknown_names("```\n`Taskforze`\n```") == []
    there = "`people/cases/rules.py` `people/cases/` `apps.py` `pyproject.toml`"
    assert missing_files(f"{there} `people/cases/roles.py` `law/books/` `nowhere.py`") == [
        "people/cases/roles.py",
        "law/books/",
        "nowhere.py",
    ]


def test_every_command_in_the_documents_exists() -> None:
    found = [
        f"{file.relative_to(ROOT)}: {name}"
        for file in documents()
        for name in unknown_commands(file.read_text(encoding="utf-8"))
    ]
    assert found == []
    assert unknown_commands("run `./hoanhap demoo`, then `./hoanhap test`") == ["demoo"]


def test_both_readmes_name_the_same_commands_pictures_and_documents() -> None:
    english, vietnamese = ((ROOT / name).read_text(encoding="utf-8") for name in READMES)
    assert {"demo", "test"} <= set(_COMMAND.findall(english))
    assert set(_COMMAND.findall(english)) == set(_COMMAND.findall(vietnamese))
    assert shared_links(english) == shared_links(vietnamese)
    assert shared_links("[a](x.md) [b](README.vi.md)") != shared_links("[a](y.md) [b](README.md)")


def shared_links(text: str) -> set[str]:
    """The files a README leads to, apart from its own translation."""
    links = {link.partition("#")[0] for link in _LINK.findall(text)}
    return {link for link in links if link and link not in READMES}


def test_every_test_named_as_proof_exists() -> None:
    text = (ROOT / "THREAT_MODEL.md").read_text(encoding="utf-8")
    assert len(_TEST.findall(text)) > 30
    assert unknown_tests(text) == []
    assert missing_files(text) == []
    assert unknown_tests("proved by `test_nothing_at_all`") == ["test_nothing_at_all"]


def test_no_document_names_a_machine() -> None:
    for file in [*documents(), ROOT / "NOTICE"]:
        assert tracked.addresses_in(file.name, file.read_text(encoding="utf-8")) == []
    assert tracked.addresses_in("docs/x.md", "see /" + "work/notes.md") != []
