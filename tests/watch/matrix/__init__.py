"""The access matrix: every door × everybody × where the thing stands × every method, from the table in doors.py.

A new door needs nothing here while its address names only parts that have a maker (`things.py` and its neighbours, one
a room); for a new part the matrix fails and says what to add.
"""

from tests.watch.matrix import (  # noqa: F401 - each enters its makers
    around_things,
    intake_things,
    moving_things,
    office_things,
    people_things,
    safeguard_things,
    support_things,
)
