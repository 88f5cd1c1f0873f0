"""How much a proof takes in: little in the ordinary suite, the promised amount when `./hoanhap prove` runs it."""

import os
from typing import TypeVar

Amount = TypeVar("Amount")


def full() -> bool:
    return os.environ.get("HOANHAP_PROOF") == "full"


def of(*, small: Amount, full: Amount) -> Amount:
    """The amount that counts for this run."""
    return full if os.environ.get("HOANHAP_PROOF") == "full" else small
