"""A register is declared low in the house and filled from above: how knowledge travels upward without an import."""

from collections.abc import Iterator
from typing import Generic, TypeVar

from hoanhap.kernel.errors import UnknownName

T = TypeVar("T")


class Register(Generic[T]):
    """Named entries, each added once, kept in the order of adding."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._entries: dict[str, T] = {}

    def add(self, key: str, value: T) -> T:
        if key in self._entries:
            raise ValueError(f"{key!r} stands in the register {self.name!r} already")
        self._entries[key] = value
        return value

    def __getitem__(self, key: str) -> T:
        try:
            return self._entries[key]
        except KeyError:
            raise UnknownName(f"{key!r} is not in the register {self.name!r}") from None

    def __contains__(self, key: object) -> bool:
        return key in self._entries

    def __iter__(self) -> Iterator[str]:
        return iter(self._entries)

    def __len__(self) -> int:
        return len(self._entries)

    def keys(self) -> list[str]:
        return list(self._entries)

    def values(self) -> list[T]:
        return list(self._entries.values())

    def items(self) -> list[tuple[str, T]]:
        return list(self._entries.items())
