"""Writes the reference data of places from the PyPI package `vietnamadminunits` (MIT). Build time only.

    python workshop/build_places.py [--check]

Reads the package's tables and its 2025 conversion map; writes three sorted CSV files beside the hand-sourced ones in
`src/hoanhap/foundation/places/data/`. `--check` writes nothing and fails when the committed files differ.
"""

import argparse
import csv
import io
import json
import sqlite3
import sys
from importlib import resources
from pathlib import Path

DATA = Path(__file__).resolve().parents[1] / "src" / "hoanhap" / "foundation" / "places" / "data"
TITLES = ("Tỉnh", "Thành phố", "Huyện", "Quận", "Thị xã", "Xã", "Phường", "Thị trấn", "Đặc khu")
EXPECTED = {"provinces_63": 63, "districts_63": 696, "communes_63": 10_035, "provinces_34": 34, "communes_34": 3_321}

Row = tuple[str, ...]
OldKey = str
NewKey = tuple[str, str]


def split(full_name: str) -> tuple[str, str]:
    for title in sorted(TITLES, key=len, reverse=True):
        if full_name.lower().startswith(title.lower() + " "):
            name = " ".join(full_name[len(title) + 1 :].split())
            return title.lower(), name[:1].upper() + name[1:]
    raise ValueError(f"no known title: {full_name!r}")


class Source:
    """The package's two maps and what it says became of every old unit."""

    def __init__(self) -> None:
        folder = Path(str(resources.files("vietnamadminunits"))) / "data"
        tables = sqlite3.connect(f"file:{folder / 'dataset.db'}?mode=ro", uri=True)
        self.old = tables.execute(
            "select provinceKey, districtKey, wardKey, province, district, ward, provinceCode, districtCode, wardCode"
            " from admin_units_legacy"
        ).fetchall()
        self.new = tables.execute(
            "select provinceKey, wardKey, province, ward, provinceCode, wardCode from admin_units"
        ).fetchall()
        self.converter = json.loads((folder / "converter_2025.json").read_text(encoding="utf-8"))

    def kept_provinces(self) -> set[str]:
        """Keys of the provinces that were made of themselves alone: they live on."""
        return {new for new, old in self.converter["DICT_PROVINCE"].items() if old == [new]}


def old_units(source: Source) -> list[Row]:
    kept = source.kept_provinces()
    rows: set[Row] = set()
    for province_key, _dk, _wk, province, district, ward, province_code, district_code, ward_code in source.old:
        rows.add((province_code, *split(province), "", "stays" if province_key in kept else ""))
        rows.add((district_code, *split(district), province_code, ""))
        if ward:
            rows.add((ward_code, *split(ward), district_code, ""))
    return sorted(rows, key=lambda row: (len(row[0]), row[0]))


def new_units(source: Source) -> list[Row]:
    kept = source.kept_provinces()
    rows: set[Row] = set()
    for province_key, _wk, province, ward, province_code, ward_code in source.new:
        if province_key not in kept:
            rows.add((province_code, *split(province), ""))
        rows.add((ward_code, *split(ward), province_code))
    return sorted(rows, key=lambda row: (len(row[0]), row[0]))


def successions(source: Source) -> list[Row]:
    old = {f"{r[0]}_{r[1]}_{r[2] or ''}": r[8] or r[7] for r in source.old}
    new: dict[NewKey, str] = {(r[0], r[1]): r[5] for r in source.new}
    rows: set[Row] = set()
    for province, units in source.converter["DICT_PROVINCE_WARD_NO_DIVIDED"].items():
        for unit, parts in units.items():
            rows.update((old[part], new[province, unit], "whole") for part in parts)
    for province, parts in source.converter["DICT_PROVINCE_WARD_DIVIDED"].items():
        for part, pieces in parts.items():
            rows.update((old[part], new[province, piece["newWardKey"]], "part") for piece in pieces)
    rows.update(_province_successions(source))
    return sorted(rows, key=lambda row: (len(row[0]), row))


def _province_successions(source: Source) -> set[Row]:
    old_codes = {r[0]: r[6] for r in source.old}
    new_codes = {r[0]: r[4] for r in source.new}
    return {
        (old_codes[old], new_codes[new], "whole")
        for new, parts in source.converter["DICT_PROVINCE"].items()
        if parts != [new]
        for old in parts
    }


def verify(old: list[Row], new: list[Row], steps: list[Row], kept: int) -> None:
    counts = {
        "provinces_63": sum(len(r[0]) == 2 for r in old),
        "districts_63": sum(len(r[0]) == 3 for r in old),
        "communes_63": sum(len(r[0]) == 5 for r in old),
        "provinces_34": sum(len(r[0]) == 2 for r in new) + kept,
        "communes_34": sum(len(r[0]) == 5 for r in new),
    }
    if counts != EXPECTED:
        raise SystemExit(f"counts differ: {counts} instead of {EXPECTED}")
    led_on = {step[0] for step in steps}
    lost = [r for r in old if len(r[0]) == 5 and r[0] not in led_on]
    if lost:
        raise SystemExit(f"communes without a successor: {lost[:5]}")


def as_csv(header: Row, rows: list[Row]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerows([header, *rows])
    return out.getvalue()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true")
    check = parser.parse_args().check
    source = Source()
    old, new, steps = old_units(source), new_units(source), successions(source)
    verify(old, new, steps, kept=len(source.kept_provinces()))
    files = {
        "units_63.csv": as_csv(("code", "title", "name", "parent", "stays"), old),
        "units_34.csv": as_csv(("code", "title", "name", "parent"), new),
        "succession_2025.csv": as_csv(("old", "new", "share"), steps),
    }
    stale = [n for n, text in files.items() if not (DATA / n).exists() or (DATA / n).read_text("utf-8") != text]
    if check:
        print("stale: " + ", ".join(stale) if stale else "up to date")
        return 1 if stale else 0
    for name, text in files.items():
        (DATA / name).write_text(text, encoding="utf-8")
        print(f"{name}: {text.count(chr(10)) - 1} rows, {len(text.encode())} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
