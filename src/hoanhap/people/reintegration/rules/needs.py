"""Until when a stated need should be answered, and which needs wait too long. Pure.

No instrument we have read sets these numbers: fourteen days are the office's practice with helpers, ninety days come
from the plan that promises every need met. They remind, they never block.
"""

from datetime import date, timedelta

LEGAL_AID = "legal"  # the kind of need that is answered with a slip to an office of legal aid
DAYS_TO_ANSWER = 14
DAYS_UNMET = 90


def answer_by(raised_on: date) -> date:
    """The last day on which an answer is in time."""
    return raised_on + timedelta(days=DAYS_TO_ANSWER - 1)


def late_from(on: date) -> date:
    """Needs raised on this day or before are late on `on`, when nobody has answered."""
    return on - timedelta(days=DAYS_TO_ANSWER)


def long_unmet_before(on: date) -> date:
    """Needs raised before this day have waited more than ninety days."""
    return on - timedelta(days=DAYS_UNMET)
