"""`figure(name, value, unit)`: what a proof measured. `./hoanhap prove` prints one JSON line for each."""

import json
import os
from collections.abc import Callable

import pytest
from django.db import connection

from tests.proofs import size

Figure = Callable[..., None]


@pytest.fixture
def figure(request: pytest.FixtureRequest) -> Figure:
    """Record a measured figure; further facts (rows, workers) may stand beside it."""
    proof = request.path.stem.removeprefix("test_")

    def record(name: str, value: float | str, unit: str = "", **beside: float | str) -> None:
        said = {"proof": proof, "name": name, "value": value, "unit": unit, **beside}
        said |= {"database": connection.vendor, "size": "full" if size.full() else "small"}
        line = json.dumps(said, ensure_ascii=False)
        descriptor = os.environ.get("HOANHAP_PROOF_FIGURES")
        if descriptor:
            os.write(int(descriptor), f"{line}\n".encode())
        request.node.user_properties.append((name, value))

    return record
