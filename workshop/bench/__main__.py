"""Choose the benches, prepare the ground, print one JSON line for each figure and a last one about the targets."""

import argparse
import importlib
import signal
import sys
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from workshop.bench import ground, measuring

if TYPE_CHECKING:
    from workshop.bench.stage import Stage

# Name → the function that measures it, as module:function; modules are loaded only when the ground is prepared.
BENCHES = {
    "import.people.10000": "imports:people",
    "report.fill.commune": "reports:fill_commune",
    "report.merge.15": "reports:merge_district",
    "report.merge.168": "reports:merge_province",
    "people.list.first_page": "people:first_page",
    "people.search.name": "people:search_name",
    "today.1500": "today:page",
    "case.open.500": "files:open_case",
    "residence": "files:residence_check",
    "handover.batch.500": "files:hand_over",
    "places.subtree": "small_parts:subtree",
    "audit.overhead": "small_parts:audit_overhead",
    "safety.rights": "safety:rights",
    "safety.audit": "safety:audit_of_a_page",
    "safety.save": "safety:save",
}


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="hoanhap bench", description="Đo tốc độ và bộ nhớ / Speed and memory.")
    parser.add_argument("names", nargs="*", metavar="NAME", help="beginnings of names; all when none is given")
    parser.add_argument("--size", choices=["small", "full"], default="full")
    parser.add_argument("--database", choices=["sqlite", "postgres"], help="as HOANHAP_DATABASE says, else sqlite")
    parser.add_argument("--list", action="store_true", help="print the names and end")
    options = parser.parse_args(list(arguments))
    chosen = [name for name in BENCHES if not options.names or name.startswith(tuple(options.names))]
    if options.list or not chosen:
        print("\n".join(BENCHES))
        return 0 if options.list else 2
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that the folder and the server go in any case
    return _run(chosen, options.size, options.database or ground.asked_for())


def _run(chosen: Sequence[str], size: str, database: str) -> int:
    lines: list[measuring.Measured] = []
    with ground.prepared(database) as folder:
        from workshop.bench.stage import Stage, say

        say(f"{database}, {size}")
        stage = Stage(size, folder)
        for name in chosen:
            for line in _function(BENCHES[name])(stage):
                lines.append(line)
                print(line.line(), flush=True)
    print(measuring.summary(lines), flush=True)
    return 0


def _function(address: str) -> "Callable[[Stage], Iterable[measuring.Measured]]":
    module, _, name = address.partition(":")
    function: Callable[[Stage], Iterable[measuring.Measured]] = getattr(
        importlib.import_module(f"workshop.bench.{module}"), name
    )
    return function


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
