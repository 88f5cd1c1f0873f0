"""Several hands at one moment (PostgreSQL; on SQLite writers queue): what each of them got."""

import threading
from collections.abc import Callable

from django.db import connections

from hoanhap.kernel.errors import Refused

PATIENCE = 120
DONE = "done"


def at_once(*works: Callable[[], object]) -> list[object]:
    """Run the works side by side from one starting line; their answers, or the codes of refusals, in the order given.

    Whatever else breaks a work is its answer, too.
    """
    answers: list[object] = [None] * len(works)
    line = threading.Barrier(len(works), timeout=PATIENCE)

    def run(place: int, work: Callable[[], object]) -> None:
        try:
            line.wait()
            answers[place] = work()
        except Refused as refusal:
            answers[place] = refusal.code
        except Exception as broken:
            answers[place] = broken
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(works)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    return answers


def said_at_once(*works: Callable[[], object]) -> list[str]:
    """As `at_once`, sorted, with "done" for an answer; a refusal must say something, any other fault is raised."""
    said = []
    for answer in at_once(*(_speaking(work) for work in works)):
        if isinstance(answer, Exception):
            raise answer
        said.append(str(answer))
    return sorted(said)


def _speaking(work: Callable[[], object]) -> Callable[[], str]:
    def done() -> str:
        try:
            work()
        except Refused as refusal:
            return refusal.code if str(refusal) else "says nothing"
        return DONE

    return done
