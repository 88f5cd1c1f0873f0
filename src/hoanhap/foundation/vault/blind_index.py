"""Look-up without reading: keyed digests of ID numbers, phones and names.

Never a plain or salted hash: every Vietnamese ID number can be hashed in about two core-hours, so only the key keeps
a stolen index from confirming a guess.
"""

from cryptography.hazmat.primitives import hashes, hmac

from hoanhap.foundation.vault import index_keys


def blind(value: str, *, purpose: str) -> bytes:
    """32 bytes; equal values of one purpose give equal bytes, nothing else can be learned without the key."""
    digest = hmac.HMAC(index_keys.key_for(purpose), hashes.SHA256())
    digest.update(value.encode())
    return digest.finalize()


def blind_short(value: str, *, purpose: str) -> bytes:
    """3 bytes, for names: a pre-selection to decrypt and filter, too short to tell names apart for certain."""
    return blind(value, purpose=purpose)[:3]
