"""Taking times side by side, and the lines that say what came out."""

import gc
import json
import statistics
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

Work = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Target:
    """What a figure should not exceed: `value` names "seconds", "ratio" or another figure of the same line."""

    of: str
    most: float
    value: float

    @property
    def met(self) -> bool:
        return self.value <= self.most


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """One line: the product's median beside the median of its baseline. `against` says what the baseline is."""

    name: str
    size: int
    value: float
    baseline: float
    cpu: float
    against: str
    unit: str = "s"
    beside: Mapping[str, float | int | str] = field(default_factory=dict)
    most: Mapping[str, float] = field(default_factory=dict)

    @property
    def ratio(self) -> float:
        return self.value / self.baseline if self.baseline else float("inf")

    @property
    def targets(self) -> list[Target]:
        figures: dict[str, float] = {"value": self.value, "ratio": self.ratio}
        figures.update({name: float(said) for name, said in self.beside.items() if not isinstance(said, str)})
        return [Target(of, most, round(figures[of], 4)) for of, most in self.most.items()]

    def line(self) -> str:
        return json.dumps(
            {
                "name": self.name,
                "size": self.size,
                "value": round(self.value, 5),
                "unit": self.unit,
                "baseline": round(self.baseline, 5),
                "ratio": round(self.ratio, 2),
                "cpu": round(self.cpu, 5),
                "against": self.against,
                **self.beside,
            },
            ensure_ascii=False,
        )


@dataclass(frozen=True, slots=True)
class Pair:
    """Medians of wall time, and of the processor time this process took for each side (busy neighbours left out)."""

    value: float
    baseline: float
    cpu: float
    baseline_cpu: float

    @property
    def cpu_ratio(self) -> float:
        return round(self.cpu / self.baseline_cpu, 2) if self.baseline_cpu else float("inf")


def side_by_side(subject: Work, baseline: Work, *, runs: int = 7) -> Pair:
    """Both in turns, so that a busy machine disturbs them alike; each is warmed up once."""
    subject()
    baseline()
    gc.collect()
    ours, theirs = [], []
    for _ in range(runs):
        ours.append(_taken(subject))
        theirs.append(_taken(baseline))
    return Pair(
        value=statistics.median(wall for wall, _cpu in ours),
        baseline=statistics.median(wall for wall, _cpu in theirs),
        cpu=statistics.median(cpu for _wall, cpu in ours),
        baseline_cpu=statistics.median(cpu for _wall, cpu in theirs),
    )


def _taken(work: Work) -> tuple[float, float]:
    wall, cpu = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - wall, time.process_time() - cpu


def summary(lines: list[Measured]) -> str:
    """The last line: every target with what came out, and which are met."""
    targets = [
        {"name": line.name, "of": target.of, "most": target.most, "value": target.value, "met": target.met}
        for line in lines
        for target in line.targets
    ]
    missed = [f"{target['name']}: {target['of']}" for target in targets if not target["met"]]
    return json.dumps({"targets": targets, "met": len(targets) - len(missed), "missed": missed}, ensure_ascii=False)
