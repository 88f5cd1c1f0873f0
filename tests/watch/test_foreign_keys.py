"""Foreign keys keep the order of the house. They are written as strings, so the import contract cannot see them."""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import models

ROOT = Path(__file__).resolve().parents[2]


def _contracts() -> list[dict[str, Any]]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    contracts: list[dict[str, Any]] = project["tool"]["importlinter"]["contracts"]
    return [contract for contract in contracts if contract["type"] == "layers"]


def _floor(module: str, container: str, layers: list[str]) -> tuple[int, str] | None:
    """Which layer of the container a module stands in, counted from the top, and its room; None when outside."""
    if not module.startswith(f"{container}."):
        return None
    room = module.removeprefix(f"{container}.").partition(".")[0]
    for number, layer in enumerate(layers):
        if room in [name.strip(" ()") for name in layer.replace("|", ":").split(":")]:
            return number, room
    return None


def breaks_order(source: str, target: str) -> bool:
    """Whether a key from a model in module `source` to one in `target` leads upwards or sideways."""
    for contract in _contracts():
        for container in contract["containers"]:
            here, there = (_floor(module, container, contract["layers"]) for module in (source, target))
            if here and there and here[1] != there[1] and there[0] <= here[0]:
                return True
    return False


def _keys() -> Iterator[tuple[str, str, str]]:
    for model in apps.get_models(include_auto_created=True):
        for field in model._meta.get_fields():
            if isinstance(field, models.ForeignKey | models.ManyToManyField):
                target = field.related_model
                assert isinstance(target, type)
                if model.__module__.startswith("hoanhap.") and target.__module__.startswith("hoanhap."):
                    yield f"{model._meta.label}.{field.name}", model.__module__, target.__module__


def test_no_key_leads_upwards_or_sideways() -> None:
    keys = list(_keys())
    assert keys
    assert [name for name, source, target in keys if breaks_order(source, target)] == []


@pytest.mark.parametrize(
    ("source", "target", "bad"),
    [
        ("hoanhap.people.cases.models", "hoanhap.people.persons.models", False),
        ("hoanhap.people.persons.models", "hoanhap.people.cases.models", True),
        ("hoanhap.people.care.models", "hoanhap.people.reintegration.models", True),
        ("hoanhap.people.care.models", "hoanhap.people.care.plans", False),
        ("hoanhap.foundation.places.models", "hoanhap.people.persons.models", True),
        ("hoanhap.steering.reports.models", "hoanhap.foundation.places.models", False),
        ("hoanhap.foundation.audit.models", "hoanhap.foundation.access.models", True),
    ],
)
def test_the_order_is_told_rightly(source: str, target: str, bad: bool) -> None:
    assert breaks_order(source, target) is bad
