"""Which work reintegration asks for, until when, from whom."""

from hoanhap.people.reintegration.duties.helpers import (
    HOLDER,
    NO_HELPER,
    answered,
    give_to,
    key_of,
    remind,
    renew,
    withdraw,
)

__all__ = ["HOLDER", "NO_HELPER", "answered", "give_to", "key_of", "remind", "renew", "withdraw"]
