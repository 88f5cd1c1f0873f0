"""How much a sheet may weigh before anybody parses it."""

from dataclasses import dataclass

MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """A list of 10,000 persons in 32 columns weighs about 3 MB and unpacks to about 25 MB."""

    file_bytes: int = 12 * MEGABYTE
    unpacked_bytes: int = 96 * MEGABYTE
    part_ratio: int = 200
    ratio_from_bytes: int = 8 * MEGABYTE
    parts: int = 500
    rows: int = 60_000
    columns: int = 200


DEFAULT = Limits()
