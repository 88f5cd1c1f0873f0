"""What an audit row says: who acted from which door, and upon what. No plain value of a person stands in it."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field

Detail = Mapping[str, str | int | bool | None]


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: an account under one of its postings, through a door (web, command, job), and for which purpose."""

    account_id: str
    posting_id: str = ""
    title: str = ""
    origin: str = "web"
    purpose: str = ""


@dataclass(frozen=True, slots=True)
class Subject:
    """What is acted upon: kind and id of a row, the unit it belongs to, and facts that name nobody."""

    kind: str
    id: uuid.UUID | int | str
    unit_path: str = ""
    detail: Detail = field(default_factory=dict)
