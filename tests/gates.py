"""Who of the whole cast passes a gate, or sees anything: sets of names to compare with docs/roles.md."""

from collections.abc import Callable

from hoanhap.foundation.access.viewer import Viewer
from hoanhap.kernel.errors import NotHere
from tests.cast import Cast

DESK = {"officer", "leader", "deputy"}
"""The Tổ công tác of Thường Lạc and its chair."""
POLICE = {"police", "police_chief"}
ABOVE = {"district_merger", "district_leader", "province_merger", "province_leader"}


def passing(cast: Cast, gate: Callable[[Viewer], object]) -> set[str]:
    """Those for whom the gate does not raise NotHere."""
    return {name for name, account in cast.everybody().items() if _opens(gate, cast.viewer(account))}


def seeing(cast: Cast, rows: Callable[[Viewer], object]) -> set[str]:
    """Those for whom there is something."""
    return {name for name, account in cast.everybody().items() if rows(cast.viewer(account))}


def _opens(gate: Callable[[Viewer], object], viewer: Viewer) -> bool:
    try:
        gate(viewer)
    except NotHere:
        return False
    return True
