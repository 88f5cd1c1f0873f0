"""`./hoanhap prove [NAME…]`: the heavy proofs of tests/proofs at full size, one JSON line for each measured figure.

Figures go to standard output, what pytest says to standard error. The ordinary suite runs the same tests with little.
"""

import argparse
import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

from workshop import cluster

ROOT = Path(__file__).resolve().parent.parent
PROOFS = ROOT / "tests" / "proofs"
ALSO = {"pages": ROOT / "tests" / "journeys" / "test_pages.py"}  # a walk whose reading has two sizes


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="hoanhap prove", description="Các chứng minh cỡ lớn / The heavy proofs.")
    parser.add_argument("names", nargs="*", metavar="NAME", help="tests/proofs/test_NAME.py or pages; none: all")
    parser.add_argument("--database", choices=["sqlite", "postgres"], default="sqlite")
    parser.add_argument("--size", choices=["small", "full"], default="full")
    parser.add_argument("--list", action="store_true", help="print the names and end")
    options = parser.parse_args(list(arguments))
    known = names()
    unknown = [name for name in options.names if name not in known]
    if options.list or unknown:
        print("\n".join(known), file=sys.stderr if unknown else sys.stdout)
        return 2 if unknown else 0
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that the server of the proofs is stopped too
    return _run(options.names or known, options.database, options.size)


def names() -> list[str]:
    return sorted(_files())


def _files() -> dict[str, Path]:
    return {path.stem.removeprefix("test_"): path for path in PROOFS.glob("test_*.py")} | ALSO


def _run(chosen: Sequence[str], database: str, size: str) -> int:
    with ExitStack() as stack:
        address = stack.enter_context(cluster.running()) if database == "postgres" else ""
        figures = os.dup(sys.stdout.fileno())
        stack.callback(os.close, figures)
        environment = {**os.environ, "HOANHAP_PROOF": size, "HOANHAP_PROOF_FIGURES": str(figures)}
        environment |= {"HOANHAP_DATABASE": address, "PYTHONDONTWRITEBYTECODE": "1"}
        environment.pop("DJANGO_SETTINGS_MODULE", None)
        words = [sys.executable, "-P", "-m", "pytest", "-q", "-p", "no:cacheprovider", f"--rootdir={ROOT}"]
        words += ["-c", str(ROOT / "pyproject.toml"), *(str(_files()[name]) for name in chosen)]
        return subprocess.run(
            words, cwd=ROOT, env=environment, stdout=sys.stderr, pass_fds=(figures,), check=False
        ).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
