"""How a share is said where having one is left to each commune. Pure."""

NONE = "–"


def share(open_now: int, ever: int) -> str:
    """Points at work of those a commune has; a commune without any shows a dash, which is not nought per cent."""
    return NONE if ever == 0 else f"{open_now}/{ever}"
