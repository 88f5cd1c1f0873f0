"""`./hoanhap setup`: the link that makes the first administrator; there is no default account."""

from hoanhap.foundation.sign_in.command import set_up_main as main

__all__ = ["main"]
