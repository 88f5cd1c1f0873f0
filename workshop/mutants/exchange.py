"""Putting the code of a mutant into the running house: the function stays itself, so whoever holds it is changed."""

import builtins
import gc
import importlib
import types
from collections.abc import Iterator
from typing import Any

from workshop.mutants import openings
from workshop.mutants.sites import Mutant, mutated


class NoSuchFunction(LookupError):  # noqa: N818
    """The function stands behind something that hides it (a decorator without `__wrapped__`)."""


def put_in(mutant: Mutant) -> None:
    """Exchange the code of the mutated function in this process. Raises NoSuchFunction."""
    builtins.__mutant__ = openings  # type: ignore[attr-defined]
    module = importlib.import_module(mutant.module)
    code = _code_of(compile(mutated(mutant), str(mutant.file), "exec"), mutant.function.split("."))
    function = _function(module, mutant.function.split("."), str(mutant.file))
    inner = dict(_inner(function.__code__, code))
    function.__code__ = code
    if inner:
        _exchange_made_ones(inner)


def _inner(old: types.CodeType, new: types.CodeType) -> Iterator[tuple[types.CodeType, types.CodeType]]:
    """The functions inside a function, before and after, as far as the mutant changed them."""
    pairs = zip(_made_inside(old), _made_inside(new), strict=False)
    for before, after in pairs:
        if before != after and before.co_name == after.co_name and before.co_freevars == after.co_freevars:
            yield before, after
            yield from _inner(before, after)


def _made_inside(code: types.CodeType) -> list[types.CodeType]:
    return [one for one in code.co_consts if isinstance(one, types.CodeType)]


def _exchange_made_ones(codes: dict[types.CodeType, types.CodeType]) -> None:
    """What was made at the start of the house (a register filled by a function of functions) keeps its old code."""
    gc.unfreeze()
    for one in gc.get_objects():
        if type(one) is types.FunctionType and one.__code__ in codes:
            one.__code__ = codes[one.__code__]


def _code_of(code: types.CodeType, names: list[str]) -> types.CodeType:
    for name in names:
        inner = [one for one in code.co_consts if isinstance(one, types.CodeType) and one.co_name == name]
        if not inner:
            raise NoSuchFunction(".".join(names))
        code = inner[-1]
    return code


def _function(module: types.ModuleType, names: list[str], file: str) -> types.FunctionType:
    found: Any = module
    for name in names:
        found = vars(found).get(name)
        if found is None:
            raise NoSuchFunction(".".join(names))
    for _layer in range(12):
        found = _unpacked(found)
        if isinstance(found, types.FunctionType) and found.__code__.co_name == names[-1]:
            return found
        found = getattr(found, "__wrapped__", None)
    raise NoSuchFunction(".".join(names))


def _unpacked(found: Any) -> Any:
    if isinstance(found, (staticmethod, classmethod)):
        return found.__func__
    if isinstance(found, property):
        return found.fget
    return getattr(found, "func", found) if type(found).__name__ == "cached_property" else found
