"""The one fault an instrument can have: it says something wrong, and where."""


class InstrumentFault(ValueError):  # noqa: N818 - a fault in the data, named as such
    """An instrument file that may not be used: `place` names file and line of thought, `what` the reason."""

    def __init__(self, place: str, what: str) -> None:
        super().__init__(f"{place}: {what}")
        self.place = place
        self.what = what
