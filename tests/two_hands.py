"""Several hands at one moment (PostgreSQL; on SQLite writers queue): what each of them got."""

import threading
from collections.abc import Callable

from django.db import connections

from hoanhap.kernel.errors import Refused

PATIENCE = 120


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
