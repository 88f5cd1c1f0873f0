"""The tables of the tests' database, made quickly: the same migrations, with less drawing of pictures in between.

For every new model Django draws all its relatives again, so that the last of 180 models costs a hundred times the
first. Nothing refers to a model that has just been added, so it can be drawn alone. An office migrates as Django does
it (tests/domain/vault/test_texts_from_before.py, tests/watch/test_runner_serve.py).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from unittest import mock

from django.db.migrations.state import ModelState, ProjectState


@contextmanager
def drawn_alone() -> Iterator[None]:
    with mock.patch.object(ProjectState, "add_model", _add_model):
        yield


def _add_model(state: ProjectState, model: ModelState) -> None:
    key = (model.app_label, model.name_lower)
    state.models[key] = model
    if state._relations is not None:
        state.resolve_model_relations(key)
    if "apps" in state.__dict__:  # asking for the property would draw all
        state.apps.render_multiple([model])
