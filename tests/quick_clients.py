"""Clients of the tests made quickly: each builds the whole chain of middleware, and with it would read the front end's
files from the disk again.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest import mock

from whitenoise.middleware import WhiteNoiseMiddleware


@contextmanager
def made_quickly() -> Iterator[None]:
    known: dict[str, Any] = {}
    read = WhiteNoiseMiddleware.add_files_from_finders

    def remembered(middleware: WhiteNoiseMiddleware) -> None:
        """The front end is built before the tests begin; its files do not change meanwhile."""
        if not known:
            read(middleware)
            known.update(middleware.files)
        middleware.files.update(known)

    with mock.patch.object(WhiteNoiseMiddleware, "add_files_from_finders", remembered):
        yield
