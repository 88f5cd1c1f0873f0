"""Codes of acts, declared by the packages that act; an undeclared code raises."""

from collections.abc import Mapping

from hoanhap.kernel.registers import Register


class ActionCodes(Register[str]):
    """Code → Vietnamese name of the act."""

    def declare(self, labels: Mapping[str, str]) -> None:
        for code, label in labels.items():
            self.add(code, label)


codes = ActionCodes("audit codes")
