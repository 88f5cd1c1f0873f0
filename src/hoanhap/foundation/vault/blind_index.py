"""Look-up without reading: keyed digests of ID numbers, phones and names.

Never a plain or salted hash: every Vietnamese ID number can be hashed in about two core-hours, so only the key keeps
a stolen index from confirming a guess.
"""

from hoanhap.foundation.vault import master_key


def blind(value: str, *, purpose: str) -> bytes:
    """32 bytes; equal values of one purpose give equal bytes, nothing else can be learned without the key."""
    return master_key.keyed_digest(purpose, value)


def blind_short(value: str, *, purpose: str) -> bytes:
    """3 bytes, for names: a pre-selection to decrypt and filter, too short to tell names apart for certain."""
    return master_key.keyed_digest(purpose, value)[:3]
