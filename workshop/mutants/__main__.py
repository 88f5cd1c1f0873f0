"""The command: which mutants, how many at a time, and the sum of what the tests noticed."""

import argparse
import json
import random
import re
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import yaml

from workshop.mutants import sites, touched
from workshop.mutants.sites import ROOT, Mutant
from workshop.mutants.trying import Outcome, Pace, try_all

EQUIVALENT = ROOT / "workshop" / "mutants" / "equivalent.yaml"
WANTED = 95.0  # per cent


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="hoanhap mutants", description=__doc__)
    parser.add_argument("--only", default="", metavar="PATTERN", help="a regular expression for the names of mutants")
    parser.add_argument("--sample", type=int, default=0, metavar="N", help="so many, drawn by lot but always the same")
    parser.add_argument("--tests", nargs="+", default=["tests"], metavar="PATH", help="only these tests may notice")
    parser.add_argument("--after", nargs="+", default=[], metavar="FILE", help="what earlier runs said: these count")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--patience", type=float, default=90.0, metavar="SECONDS", help="longest trial of one mutant")
    parser.add_argument("--anew", action="store_true", help="find out again which tests touch which line")
    parser.add_argument("--list", action="store_true", help="print the mutants and end")
    options = parser.parse_args(list(arguments))
    chosen = _chosen(options.only, options.sample)
    if options.list:
        print("\n".join(mutant.name for mutant in chosen))
        return 0
    before = earlier(options.after, chosen)
    waiting = [mutant for mutant in chosen if mutant not in {one.mutant for one in before}]
    record = touched.recorded(options.tests, anew=options.anew, jobs=options.jobs)
    return _summary([*before, *try_all(waiting, record, options.tests, Pace(options.jobs, options.patience), _tell)])


def _chosen(pattern: str, sample: int) -> list[Mutant]:
    found = [mutant for mutant in sites.mutants() if re.search(pattern, mutant.name)]
    if sample and sample < len(found):
        found = sorted(random.Random(7).sample(found, sample), key=lambda one: one.name)  # noqa: S311 - a lot, no secret
    return found


def earlier(files: Sequence[str], chosen: Sequence[Mutant]) -> list[Outcome]:
    """Those of the chosen that earlier runs, by what they printed, have noticed; whoever was not is tried again."""
    named, found = {mutant.name: mutant for mutant in chosen}, dict[str, Outcome]()
    for line in "".join(Path(file).read_text() for file in files).splitlines():
        said = json.loads(line)
        if said.get("outcome") == "noticed" and said["mutant"] in named:
            found[said["mutant"]] = Outcome(named[said["mutant"]], "noticed", said["by"], said["seconds"])
    return list(found.values())


def equivalents() -> dict[str, str]:
    """Mutants that change nothing anybody could notice: name without its line → reason."""
    return yaml.safe_load(EQUIVALENT.read_text()) or {}


def without_line(mutant: Mutant) -> str:
    return re.sub(r":\d+ ", f" {mutant.function} ", mutant.name, count=1)


def _tell(outcome: Outcome) -> None:
    figures = {"outcome": outcome.what, "by": outcome.by, "seconds": round(outcome.seconds, 1)}
    # Not sys.stdout: what pytest prints is led away from it while mutants are tried.
    print(json.dumps({"mutant": outcome.mutant.name, **figures}, ensure_ascii=False), file=sys.__stdout__, flush=True)


def _summary(outcomes: Sequence[Outcome]) -> int:
    excused = equivalents()
    counted = [one for one in outcomes if one.what == "noticed" or without_line(one.mutant) not in excused]
    kinds = Counter(one.what for one in counted)
    share = 100.0 * kinds["noticed"] / len(counted) if counted else 0.0
    figures = {"mutants": len(counted), "equivalent": len(outcomes) - len(counted), **kinds}
    print(json.dumps({"summary": {**figures, "noticed_percent": round(share, 2)}}), flush=True)
    return 0 if share >= WANTED else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
