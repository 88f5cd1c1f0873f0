"""`./hoanhap setup`: the link that makes the first administrator; there is no default account."""

from hoanhap.foundation.sign_in import command


def main(argv: list[str]) -> int:
    return command.set_up_main(argv)
