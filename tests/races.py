"""Two hands at once, for races on PostgreSQL: works run side by side from one starting line."""

import threading
from collections.abc import Callable

from django.db import connections

from hoanhap.kernel.errors import Refused

DONE = "done"


def at_once(*works: Callable[[], object]) -> list[str]:
    """What came of each, sorted: "done", or the code of the refusal. Any other fault is one of ours and is raised."""
    answers, faults = [""] * len(works), list[BaseException]()
    line = threading.Barrier(len(works))

    def run(place: int, work: Callable[[], object]) -> None:
        try:
            line.wait(timeout=30)
            work()
            answers[place] = DONE
        except Refused as refusal:
            answers[place] = refusal.code if str(refusal) else "says nothing"
        except BaseException as fault:
            faults.append(fault)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(works)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if faults:
        raise faults[0]
    return sorted(answers)
