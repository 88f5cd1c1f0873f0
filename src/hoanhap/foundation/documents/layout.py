"""The layout figures of Decree 30/2020 (decree30.yaml) as one typed, checked object."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import yaml


class WrongLayout(ValueError):  # noqa: N818 - raised at start, never shown to a user
    """A chosen figure lies outside what the decree allows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """Millimetres and points; the names are those of decree30.yaml."""

    page_mm: Mapping[str, float]
    margins_mm: Mapping[str, float]
    font: str
    sizes_pt: Mapping[str, float]
    first_indent_mm: float
    paragraph_space_pt: float
    line_space: float
    short_rule_share: float
    page_number_from_top_mm: float
    heading_left_mm: float
    recipients_mm: float
    signature_room_pt: float
    table_pt: float
    table_indent_mm: float
    log_qr_mm: float
    national_title: str
    motto: str
    kinds: Mapping[str, str]
    pad_number_below: int
    pad_day_below: int
    pad_month_up_to: int

    def text_width_mm(self, *, landscape: bool = False) -> float:
        """What is left of the page between the left and the right margin."""
        page = self.page_mm["height" if landscape else "width"]
        return page - self.margins_mm["left"] - self.margins_mm["right"]


_PADDING = ("pad_number_below", "pad_day_below", "pad_month_up_to")


@cache
def decree30() -> Layout:
    """The layout every writer uses."""
    return build(yaml.safe_load(resources.files(__package__).joinpath("decree30.yaml").read_text("utf-8")))


def build(facts: Mapping[str, Any]) -> Layout:
    """Make the layout from the file's content. Raises WrongLayout when a chosen figure leaves the decree's range."""
    decree, chosen = facts["decree"], facts["chosen"]
    _hold_to_range(decree, chosen, at="chosen")
    return Layout(
        page_mm=decree["page_mm"],
        font=decree["font"],
        national_title=facts["national_title"],
        motto=facts["motto"],
        kinds=facts["kinds"],
        **{name: decree[name] for name in _PADDING},
        **chosen,
    )


def _hold_to_range(decree: Mapping[str, Any], chosen: Mapping[str, Any], *, at: str) -> None:
    for name, allowed in decree.items():
        if isinstance(allowed, list):
            value = chosen.get(name)
            if value is None or not allowed[0] <= value <= allowed[1]:
                raise WrongLayout(f"{at}.{name} is {value}, the decree allows {allowed}")
        elif isinstance(allowed, dict) and name in chosen:
            _hold_to_range(allowed, chosen[name], at=f"{at}.{name}")
