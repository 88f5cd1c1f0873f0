"""The column for a path of ids: compared byte by byte on every database, so that a range of text is a subtree."""

from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

if TYPE_CHECKING:
    _Text = models.CharField[str, str]
else:
    _Text = models.CharField


class PathField(_Text):
    """`/1100087/1200870/1329977/`. SQLite compares bytes anyway; PostgreSQL must be told (collation "C").

    The collation is not an argument of the field, so one migration serves both databases. Index it in `Meta.indexes`:
    `db_index` would give PostgreSQL a second index for LIKE, which nothing here uses.
    """

    description = "Path of ids from the province down"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 80)
        super().__init__(*args, **kwargs)

    def db_parameters(self, connection: BaseDatabaseWrapper) -> dict[str, Any]:
        parameters: dict[str, Any] = dict(super().db_parameters(connection))
        if connection.vendor == "postgresql":
            parameters["collation"] = "C"
        return parameters
