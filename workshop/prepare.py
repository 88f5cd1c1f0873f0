"""What `./hoanhap` starts: prepares what the command needs and what changed, then hands over. Standard library only."""

import os
import sys
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT)]  # started in isolated mode, which leaves the checkout off the path

from workshop import steps  # noqa: E402

_BASE = (steps.ENVIRONMENT, steps.packages("run"), steps.PATH)
_SCREENS = (steps.TRANSLATIONS, steps.FRONT_END)
_CHANGERS = (steps.ENVIRONMENT, steps.packages("dev"), steps.PATH)

NEEDS: dict[str, tuple[steps.Step, ...]] = {
    "demo": (*_BASE, *_SCREENS),
    "serve": (*_BASE, *_SCREENS),
    "migrate": _BASE,
    "key": _BASE,
    "setup": _BASE,
    "account": _BASE,
    "import": _BASE,
    "report": _BASE,
    "law": _BASE,
    "places": _BASE,
    "daily": _BASE,
    "verify-audit": _BASE,
    "backup": _BASE,
    "restore": _BASE,
    "test": (*_CHANGERS, *_SCREENS),
    "check": _CHANGERS,
    "bench": (*_CHANGERS, *_SCREENS),
    "prove": (*_CHANGERS, *_SCREENS),
    "mutants": (*_CHANGERS, *_SCREENS),
}
WORKSHOP = {
    "test": "workshop.suite",
    "check": "workshop.checks",
    "bench": "workshop.bench",
    "prove": "workshop.prove",
    "mutants": "workshop.mutants",
}


def ensure(needed: Sequence[steps.Step]) -> None:
    """Bring every step up to date. Warm: some hashes. Cold: under the lock, in order, each stamped when it is done."""
    if all(step.ready() for step in needed):
        return
    with steps.STAMPS.locked():
        for step in needed:
            if step.ready():
                continue
            print(f"Đang chuẩn bị / Preparing: {step.says} …", file=sys.stderr, flush=True)
            steps.log_of(step.name).unlink(missing_ok=True)
            facts = step.facts()
            try:
                step.work()
            except steps.CannotPrepare as reason:
                raise steps.CannotPrepare(f"{reason}\n→ {steps.log_of(step.name)}") from reason
            steps.STAMPS.write(step.name, facts)


def hand_over(command: str, rest: Sequence[str]) -> None:
    """Become the program that does the command; the exit code is its own."""
    python = str(steps.PYTHON if command in NEEDS else sys.executable)
    environment = {**os.environ, "PYTHONUTF8": "1"}
    if command in WORKSHOP:
        environment["PYTHONPATH"] = os.pathsep.join((str(ROOT), str(ROOT / "src")))
        words = ["-P", "-m", WORKSHOP[command], *rest]
    else:
        environment["PYTHONPATH"] = str(ROOT / "src")
        words = ["-P", "-m", "hoanhap", command, *rest]
    sys.stdout.flush()
    os.execve(python, [python, *words], environment)  # noqa: S606


def main(arguments: Sequence[str]) -> int:
    command, *rest = arguments or ["help"]
    try:
        ensure(NEEDS.get(command, ()))
    except steps.CannotPrepare as reason:
        print(reason, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nĐã dừng; lần sau sẽ làm tiếp. / Stopped; the next start goes on from here.", file=sys.stderr)
        return 130
    hand_over(command, rest)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
