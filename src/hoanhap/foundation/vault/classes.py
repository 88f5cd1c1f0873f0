"""Every field of every model is classified; a test walks all models and finds the one that is not.

`public` may be read by anybody signed in, `personal` tells of a person, `sensitive` must be sealed (or is needed in
plain to count and says so where it is declared), `technical` serves the machine.
"""

from collections.abc import Mapping
from typing import Literal

from hoanhap.kernel.registers import Register

FieldClass = Literal["public", "personal", "sensitive", "technical"]

field_classes: Register[Mapping[str, FieldClass]] = Register("field classes")


def declare(model_label: str, fields: Mapping[str, FieldClass]) -> None:
    """Classify the fields of one model, named like "persons.Person"."""
    field_classes.add(model_label, fields)
