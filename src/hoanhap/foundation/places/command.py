"""`places` at the command line: load the reference map, or ask it. Prints JSON; refusals go to stderr, exit 2."""

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from datetime import date

from django.utils.translation import gettext as _

from hoanhap.foundation.places import actions, queries
from hoanhap.foundation.places.models import Place, Succession
from hoanhap.kernel import clock
from hoanhap.kernel.errors import Refused

Answer = dict[str, object] | list[dict[str, object]]


def main(argv: Sequence[str]) -> int:
    """Run one question; Django is set up by the caller. Returns the exit code."""
    parser = _parser()
    if not argv:
        parser.print_help(sys.stderr)
        return 2
    asked = parser.parse_args(argv)
    answer: Callable[[argparse.Namespace], Answer] = asked.answer
    try:
        print(json.dumps(answer(asked), ensure_ascii=False, indent=2))  # noqa: T201 - this is the command's output
    except Refused as refused:
        print(refused, file=sys.stderr)  # noqa: T201
        return 2
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="hoanhap places", description=_("Địa giới hành chính theo thời gian."))
    verbs = parser.add_subparsers(required=True)
    verbs.add_parser("load", help=_("Nạp dữ liệu đơn vị hành chính.")).set_defaults(answer=_load)
    questions = {
        "find": (_find, _("Tìm đơn vị theo tên hoặc mã.")),
        "tree": (_tree, _("Đơn vị và các đơn vị trực thuộc.")),
        "successors": (_successors, _("Đơn vị kế tiếp.")),
        "predecessors": (_predecessors, _("Đơn vị trước đó.")),
        "ancestors": (_ancestors, _("Các đơn vị cấp trên.")),
    }
    for verb, (answer, summary) in questions.items():
        asked = verbs.add_parser(verb, help=summary)
        asked.add_argument("name", metavar="NAME", help=_("Tên (có hoặc không dấu) hoặc mã đơn vị."))
        asked.add_argument("--on", metavar="DATE", type=_day, default=None, help=_("Ngày, dạng 2020-05-15."))
        asked.set_defaults(answer=answer)
    return parser


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(_("ngày phải có dạng 2020-05-15, không phải “%s”") % text) from None


def _load(_asked: argparse.Namespace) -> Answer:
    return dict(actions.load_reference().counts())


def _find(asked: argparse.Namespace) -> Answer:
    return [_told(place) for place in queries.find(asked.name, on=asked.on)]


def _tree(asked: argparse.Namespace) -> Answer:
    day = asked.on or clock.today()
    return [_told(place) for place in queries.subtree(queries.one(asked.name, on=day), on=day)]


def _successors(asked: argparse.Namespace) -> Answer:
    return [_step(step, step.new) for step in queries.successors(_meant(asked))]


def _predecessors(asked: argparse.Namespace) -> Answer:
    return [_step(step, step.old) for step in queries.predecessors(_meant(asked))]


def _ancestors(asked: argparse.Namespace) -> Answer:
    return [_told(place) for place in queries.ancestors(_meant(asked))]


def _meant(asked: argparse.Namespace) -> Place:
    """With a day, the unit of that day; without, the one unit that ever bore the name."""
    if asked.on is not None:
        return queries.one(asked.name, on=asked.on)
    found = queries.ever(asked.name)
    return found[0] if len(found) == 1 else queries.one(asked.name, on=clock.today())


def _told(place: Place) -> dict[str, object]:
    return {
        "key": place.key,
        "code": place.code,
        "name": place.full_name,
        "kind": place.kind,
        "path": place.path,
        "valid_from": place.valid_from.isoformat() if place.from_known else None,
        "valid_to": place.valid_to.isoformat() if place.valid_to else None,
    }


def _step(step: Succession, place: Place) -> dict[str, object]:
    return {**_told(place), "share": step.share, "on": step.on.isoformat()}
