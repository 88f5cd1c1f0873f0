"""`./hoanhap account …`: accounts and postings, and starting over for whoever lost telephone and codes."""

from hoanhap.foundation.sign_in.command import account_main as main

__all__ = ["main"]
