"""`./hoanhap law …`: ask the law from a terminal. JSON out; a refusal is JSON too and ends with 2. No Django."""

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from datetime import date, datetime
from itertools import pairwise
from typing import Any, NoReturn

from hoanhap import law
from hoanhap.kernel import clock
from hoanhap.kernel.dates import parse_vietnamese
from hoanhap.kernel.errors import Refused

DONE, REFUSED = 0, 2


class _Arguments(argparse.ArgumentParser):
    """An argument that cannot be read is a refusal in the answer's own form, not a usage text and a trace."""

    def error(self, message: str) -> NoReturn:
        usage = " ".join(self.format_usage().split()).removeprefix("usage: ")
        raise Refused("Lệnh thiếu hoặc sai tham số.", code="law.bad_command", way_out=f"Cách dùng: {usage}.")


def main(argv: Sequence[str]) -> int:
    try:
        options = _arguments().parse_args(list(argv))
        answer: Any = options.ask(options)
        code = DONE
    except Refused as refusal:
        answer = {"refused": str(refusal), "article": refusal.article or None, "regime": _regime_of(refusal, argv)}
        code = REFUSED
    sys.stdout.write(json.dumps(answer, ensure_ascii=False, indent=2) + "\n")
    return code


def _arguments() -> _Arguments:
    top = _Arguments(prog="hoanhap law", description="Hỏi quy định pháp luật theo ngày.", allow_abbrev=False)
    kinds = top.add_subparsers(dest="question", required=True, metavar="term|due|regimes|measures|events|moves")
    term = _question(kinds, "term", _term, "thời hạn của một biện pháp")
    term.add_argument("--measure", required=True)
    term.add_argument("--on", required=True)
    term.add_argument("--age")
    term.add_argument("--times", default="1")
    term.add_argument("--after", help="biện pháp đã hoàn thành trước khi quản lý sau cai")
    due = _question(kinds, "due", _due, "thời hạn của một việc")
    due.add_argument("--event", required=True)
    due.add_argument("--at", required=True, help="2026-07-01T09:30, giờ Việt Nam")
    due.add_argument("--remote", action="store_true", help="miền núi, hải đảo, vùng sâu")
    _question(kinds, "regimes", _regimes, "các chế độ pháp lý")
    _question(kinds, "measures", _measures, "các biện pháp của một ngày").add_argument("--on", required=True)
    _question(kinds, "events", _events, "các mốc thời hạn của một ngày").add_argument("--on", required=True)
    moves = _question(kinds, "moves", _moves, "các bước từ một trạng thái hồ sơ")
    moves.add_argument("--from", required=True, dest="state")
    moves.add_argument("--on", required=True)
    return top


def _question(kinds: Any, name: str, ask: Callable[[argparse.Namespace], Any], text: str) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = kinds.add_parser(name, help=text, allow_abbrev=False)
    parser.set_defaults(ask=ask)
    return parser


def _term(options: argparse.Namespace) -> dict[str, Any]:
    age = None if options.age is None else _number(options.age, "Tuổi")
    after = options.after
    if after is not None and after not in law.measures():
        raise Refused(f"Không có biện pháp “{after}”.", code="law.unknown_measure")
    found = law.term(options.measure, _day(options.on), age=age, times=_number(options.times, "Lần"), after=after)
    return {
        "regime": found.regime,
        "min": found.min,
        "max": found.max,
        "unit": found.unit,
        "decider": found.decider,
        "article": found.article,
        "confidence": found.confidence,
    }


def _due(options: argparse.Namespace) -> dict[str, Any]:
    found = law.due(options.event, _moment(options.at), remote=options.remote)
    return {
        "regime": found.regime,
        "event": found.event,
        "value": found.value,
        "unit": found.unit,
        "due_at": found.due_at.isoformat(),
        "decider": found.responsible,
        "article": found.article,
        "confidence": found.confidence,
    }


def _regimes(_options: argparse.Namespace) -> list[dict[str, Any]]:
    return [
        {
            "regime": found.code,
            "title": found.title_vi,
            "from": found.valid_from.isoformat(),
            "to": found.valid_to.isoformat() if found.valid_to else None,
            "article": found.begins.article,
            "confidence": found.begins.confidence,
        }
        for found in law.regimes()
    ]


def _measures(options: argparse.Namespace) -> dict[str, Any]:
    on = _day(options.on)
    regime = law.regime_on(on)
    refused = {entry.measure: entry for entry in law.refused_on(on)}
    rows: list[dict[str, Any]] = []
    for code, label in law.measures().items():
        if code in refused:
            rows.append({"measure": code, "label": label, "refused": refused[code].reason_vi})
            continue
        term = law.term(code, on)
        rows.append(
            {"measure": code, "label": label, "min": term.min, "max": term.max, "unit": term.unit}
            | {"decider": term.decider, "article": term.article, "confidence": term.confidence}
        )
    return {"regime": regime.code, "on": on.isoformat(), "measures": rows}


def _events(options: argparse.Namespace) -> dict[str, Any]:
    on = _day(options.on)
    rows = [
        {"event": found.code, "label": found.label_vi, "rule": found.rule, "counted_from": found.counted_from_vi}
        | {"value": found.value, "remote_value": found.remote_value, "unit": found.unit, "decider": found.responsible}
        | {"article": found.article, "confidence": found.confidence}
        for found in law.events_on(on)
    ]
    return {"regime": law.regime_on(on).code, "on": on.isoformat(), "events": rows}


def _moves(options: argparse.Namespace) -> dict[str, Any]:
    on = _day(options.on)
    regime = law.regime_on(on).code
    rows = [
        {"verb": move.verb, "to": move.to, "label": move.label_vi, "decider": move.decider, "deadline": move.deadline}
        | {"form": move.form, "article": move.article, "confidence": move.confidence}
        for move in law.moves_from(regime, options.state, on)
    ]
    return {"regime": regime, "from": options.state, "on": on.isoformat(), "moves": rows}


def _day(text: str) -> date:
    try:
        found = parse_vietnamese(text).full
    except Refused:
        found = None
    if found is None:
        raise Refused(
            f"“{text}” không phải là ngày.", code="law.bad_date", way_out="Ví dụ: 2026-07-01 hoặc 01/07/2026."
        )
    return found


def _moment(text: str) -> datetime:
    """An ISO moment, Vietnamese time unless it says otherwise; a bare day means its first minute."""
    try:
        found = datetime.fromisoformat(text)
        return found.replace(tzinfo=clock.VN) if found.tzinfo is None else found.astimezone(clock.VN)
    except (ValueError, OverflowError):
        if ":" in text:
            example = "Ví dụ: 2026-07-01T09:30."
            raise Refused(f"“{text}” không phải là thời điểm.", code="law.bad_date", way_out=example) from None
        return clock.at(_day(text))


def _number(text: str, what: str) -> int:
    try:
        return int(text)
    except ValueError:
        raise Refused(f"{what} phải là số nguyên, không phải “{text}”.", code="law.bad_number") from None


def _regime_of(refusal: Refused, argv: Sequence[str]) -> str | None:
    """The regime that refuses, or the one in force on the day asked about; None when the day cannot be read."""
    if isinstance(refusal, law.MeasureRefused):
        return refusal.regime
    words = [part for word in argv for part in word.split("=", 1)]
    asked = [text for flag, text in pairwise(words) if flag in ("--on", "--at")]
    try:
        return law.regime_on(_moment(asked[0]).date()).code if asked else None
    except Refused:
        return None


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
