"""Typed readers of the environment that fail loudly: a wrong setting must stop the start, not weaken a guard."""

import os
from pathlib import Path


class WrongSetting(ValueError):  # noqa: N818
    """A variable of the environment holds something this setting cannot be."""


def text(name: str, default: str = "") -> str:
    return os.environ.get(name, default).strip()


def switch(name: str, *, default: bool) -> bool:
    """Read yes/no; anything but 1/0/yes/no/true/false raises WrongSetting."""
    raw = text(name).lower()
    if not raw:
        return default
    if raw in {"1", "yes", "true"}:
        return True
    if raw in {"0", "no", "false"}:
        return False
    raise WrongSetting(f"{name} must be yes or no, not {raw!r}")


def whole(name: str, *, default: int) -> int:
    raw = text(name)
    if not raw:
        return default
    try:
        return int(raw)
    except ValueError as error:
        raise WrongSetting(f"{name} must be a whole number, not {raw!r}") from error


def words(name: str, *, default: list[str]) -> list[str]:
    """Read a comma-separated list; empty parts are dropped."""
    raw = text(name)
    return [part.strip() for part in raw.split(",") if part.strip()] if raw else default


def folder(name: str, *, default: Path) -> Path:
    raw = text(name)
    return Path(raw).expanduser().resolve() if raw else default
