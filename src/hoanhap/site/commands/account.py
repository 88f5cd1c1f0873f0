"""`./hoanhap account …`: accounts and postings, and starting over for whoever lost telephone and codes."""

from hoanhap.foundation.sign_in import command


def main(argv: list[str]) -> int:
    return command.account_main(argv)
