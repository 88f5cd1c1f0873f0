"""`./hoanhap places hand-over [--on DATE] [--dry-run]`: give what ended units hold to their successors. Prints JSON."""

import argparse
import json
import sys
from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from hoanhap.foundation.audit import Actor
from hoanhap.foundation.places.models import Place
from hoanhap.kernel import clock
from hoanhap.kernel.errors import Refused
from hoanhap.people.succession import actions, queries

BY_HAND = Actor(account_id="command", title="dòng lệnh", origin="cli")
Answer = dict[str, object]


def main(argv: Sequence[str]) -> int:
    """Run once; Django is set up by the caller. Returns the exit code."""
    asked = _parser().parse_args(list(argv))
    now = clock.now()
    on: date = asked.on or clock.local_day(now)
    try:
        answer = _foreseen(on) if asked.dry_run else _carried_out(on)
    except Refused as refused:
        print(refused, file=sys.stderr)  # noqa: T201
        return 2
    print(json.dumps(answer, ensure_ascii=False, indent=2))  # noqa: T201 - this is the command's output
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="hoanhap places hand-over",
        description=_("Bàn giao hồ sơ của các đơn vị đã sắp xếp cho đơn vị kế tiếp; chạy lại không hại gì."),
    )
    parser.add_argument("--on", metavar="DATE", type=_day, default=None, help=_("Ngày, dạng 2025-07-01."))
    parser.add_argument("--dry-run", action="store_true", help=_("Chỉ cho biết sẽ bàn giao gì."))
    return parser


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(_("ngày phải có dạng 2025-07-01, không phải “%s”") % text) from None


def _foreseen(on: date) -> Answer:
    """What would be handed over on this day, also a day to come."""
    return {
        "on": on.isoformat(),
        "units": [
            {
                **_named(unit),
                "persons": queries.waiting_in(unit).count(),
                "to": [{**_named(step.new), "share": step.share} for step in queries.steps_from(unit, on)],
            }
            for unit in queries.units_to_hand_over(on)
        ],
    }


def _carried_out(on: date) -> Answer:
    now = clock.now()
    if on > clock.local_day(now):
        raise Refused(_("Chưa đến ngày này."), way_out=_("Dùng --dry-run để xem trước."), code="hand-over-ahead")
    progress = actions.hand_over_all(on=on, by=BY_HAND, at=now, told=_tell)
    waiting = Place.objects.filter(pk__in=progress.waiting).order_by("path")
    return {
        "on": on.isoformat(),
        "units": progress.units,
        "persons": progress.persons,
        "cases": progress.cases,
        "waiting": [{**_named(unit), "persons": progress.waiting[unit.pk]} for unit in waiting],
    }


def _tell(progress: actions.Progress) -> None:
    sys.stderr.write(f"{progress.units} · {progress.persons}\n")


def _named(unit: Place) -> Answer:
    return {"key": unit.key, "name": unit.full_name}
