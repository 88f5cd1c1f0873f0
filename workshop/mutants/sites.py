"""Where the house is guarded: each call of a gate, filter, mask and seal, each guard of a policy, as written."""

import ast
import copy
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src"
# Not guarded by posts: makers of invented data, doors of operators at the command line, plans of tables.
_LEFT_OUT = ("/migrations/", "/ops/demonstration/", "/ops/generator/", "/site/", "/command.py")
# Where `if …: raise` is itself a gate.
_GUARDED: tuple[str, ...] = ("policy.py", "/foundation/access/", "/foundation/joint_acts/", "/foundation/break_glass/")
_GUARDED += ("/foundation/files/", "/foundation/watch", "/web/office/step_up.py", "/web/office/middleware.py")


@dataclass(frozen=True, slots=True)
class Mutant:
    """One change: which function of which module, at which line, and what was done there."""

    file: Path
    function: str
    line: int
    number: int  # of the candidate in the file: with `kind` it names the change for good
    kind: str
    told: str

    @property
    def module(self) -> str:
        return ".".join(self.file.relative_to(SOURCE).with_suffix("").parts)

    @property
    def name(self) -> str:
        return f"{self.file.relative_to(SOURCE / 'hoanhap')}:{self.line} {self.kind} {self.told}"


@dataclass(frozen=True, slots=True)
class Change:
    kind: str
    told: str
    replacement: ast.expr | ast.stmt | None  # None: the statement is left out


@dataclass(frozen=True, slots=True)
class Gates:
    """Functions of all policies by what they answer: rows, a condition, or one row; name → module."""

    rows: dict[str, str]
    conditions: dict[str, str]
    single: dict[str, str]


def guarded_files() -> list[Path]:
    files = sorted((SOURCE / "hoanhap").rglob("*.py"))
    return [file for file in files if not any(part in file.as_posix() for part in _LEFT_OUT)]


@cache
def gates() -> Gates:
    """Read the policies: a gate is what is annotated with QuerySet, Q, or (named get_…_for) a model."""
    found = Gates({}, {}, {})
    for file in guarded_files():
        if file.name != "policy.py":
            continue
        module = ".".join(file.relative_to(SOURCE).with_suffix("").parts)
        for node in ast.parse(file.read_text()).body:
            if isinstance(node, ast.FunctionDef) and node.returns is not None:
                answer = ast.unparse(node.returns)
                if answer.startswith("QuerySet"):
                    found.rows[node.name] = module
                elif answer == "Q":
                    found.conditions[node.name] = module
                elif node.name.startswith("get_") and node.name.endswith("_for"):
                    found.single[f"{module}.{node.name}"] = module
    return found


def mutants() -> list[Mutant]:
    known = gates()
    return [mutant for file in guarded_files() for mutant in in_file(file, known)]


def in_file(file: Path, known: Gates) -> Iterator[Mutant]:
    tree = ast.parse(file.read_text())
    imported = _imports(tree)
    for number, (node, function) in enumerate(_candidates(tree)):
        for change in _changes(node, known, imported, file):
            yield Mutant(file, function, node.lineno, number, change.kind, change.told)


def mutated(mutant: Mutant) -> ast.Module:
    """The module with this one change made."""
    known, tree = gates(), ast.parse(mutant.file.read_text())
    imported = _imports(tree)
    node = next(node for number, (node, _function) in enumerate(_candidates(tree)) if number == mutant.number)
    changes = _changes(node, known, imported, mutant.file)
    change = next(one for one in changes if (one.kind, one.told) == (mutant.kind, mutant.told))
    _Exchange(node, change.replacement).visit(tree)  # in place: a module is never the node exchanged
    return ast.fix_missing_locations(tree)


def _candidates(tree: ast.Module) -> Iterator[tuple[ast.Call | ast.If | ast.Expr, str]]:
    """Calls, bare calls and ifs inside functions, in source order, each with its outermost function's name."""

    def walk(node: ast.AST, function: str, inside: bool) -> Iterator[tuple[ast.Call | ast.If | ast.Expr, str]]:
        for child in ast.iter_child_nodes(node):
            name, within = function, inside
            if not inside and isinstance(child, (ast.FunctionDef, ast.ClassDef)):
                name = f"{function}.{child.name}".lstrip(".")
                within = isinstance(child, ast.FunctionDef)
            if within and isinstance(child, (ast.Call, ast.If, ast.Expr)):
                yield child, name
            yield from walk(child, name, within)

    return walk(tree, "", False)


def _changes(node: ast.AST, known: Gates, imported: dict[str, str], file: Path) -> Iterator[Change]:
    if isinstance(node, ast.If):
        yield from _guards(node, file)
    elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
        yield from _statements(node.value)
    elif isinstance(node, ast.Call):
        yield from _calls(node, known, imported)


def _guards(node: ast.If, file: Path) -> Iterator[Change]:
    if isinstance(node.body[0], ast.Raise) and any(part in file.as_posix() for part in _GUARDED):
        open_if = ast.If(ast.Constant(value=False), node.body, node.orelse)
        yield Change("guard removed", f"if {ast.unparse(node.test)[:60]}", open_if)


def _statements(call: ast.Call) -> Iterator[Change]:
    name, said = _called(call), ast.unparse(call.func)
    if name.startswith("require"):
        yield Change("gate removed", said, None)
    elif said in ("audit.record", "audit.record_many"):
        yield Change("log removed", f"{said} {_first_word(call)}", None)
    elif said in ("vault.seal", "sealing.seal"):
        yield Change("seal removed", said, ast.Expr(_instead("store_plain", *call.args, keywords=call.keywords)))
    elif name == "seal_many":
        yield Change("seal removed", said, ast.Expr(_instead("store_many_plain", *call.args)))


def _calls(call: ast.Call, known: Gates, imported: dict[str, str]) -> Iterator[Change]:
    name, said = _called(call), ast.unparse(call.func)
    if name in ("scope_q", "scope_of_any"):
        yield Change("filter removed", ast.unparse(call)[:60], _instead("every_row", call))
        yield Change("filter inverted", ast.unparse(call)[:60], ast.UnaryOp(ast.Invert(), call))
    elif name in ("may", "has_role") and isinstance(call.func, ast.Attribute):
        yield Change("gate removed", ast.unparse(call)[:60], ast.Constant(value=True))
        yield Change("gate inverted", ast.unparse(call)[:60], ast.UnaryOp(ast.Not(), call))
    elif name in known.rows and _is_of_a_module(said, imported):
        yield Change("filter forgotten", said, _instead("everything", call))
    elif name in known.conditions and _is_of_a_module(said, imported):
        yield Change("filter forgotten", said, _instead("every_row", call))
    elif (gate := _gate(said, imported)) in known.single:
        module = known.single[gate]
        words = [ast.Constant(value=module), ast.Constant(value=name), *call.args]
        yield Change("gate opened", said, _instead("whatever", *words, keywords=call.keywords))
    elif "mask" in name and call.args:
        yield Change("mask removed", said, _instead("plain", *call.args))


def _is_of_a_module(said: str, imported: dict[str, str]) -> bool:
    """A function by its bare name or of an imported module; a method of an object may only be called the same."""
    first, dot, _rest = said.partition(".")
    return not dot or first in imported


def _gate(said: str, imported: dict[str, str]) -> str:
    """The full name of what is called: `policy.get_case_for` → hoanhap.people.cases.policy.get_case_for."""
    first, _dot, rest = said.partition(".")
    whole = imported.get(first, first)
    return f"{whole}.{rest}" if rest else whole


def _imports(tree: ast.Module) -> dict[str, str]:
    found: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            found |= {alias.asname or alias.name: f"{node.module}.{alias.name}" for alias in node.names}
    return found


def _called(call: ast.Call) -> str:
    match call.func:
        case ast.Attribute(attr=name) | ast.Name(id=name):
            return name
    return ""


def _first_word(call: ast.Call) -> str:
    return ast.unparse(call.args[0])[:40] if call.args else ""


def _instead(name: str, *arguments: ast.expr, keywords: list[ast.keyword] | None = None) -> ast.expr:
    there = ast.Attribute(ast.Name("__mutant__", ast.Load()), name, ast.Load())
    return ast.Call(there, [copy.deepcopy(one) for one in arguments], copy.deepcopy(keywords or []))


class _Exchange(ast.NodeTransformer):
    """Puts one node in place of another; a statement left out becomes `pass`."""

    def __init__(self, node: ast.AST, replacement: ast.AST | None) -> None:
        self._node, self._replacement = node, replacement

    def visit(self, node: ast.AST) -> ast.AST:
        if node is self._node:
            return ast.copy_location(copy.deepcopy(self._replacement) or ast.Pass(), node)
        return self.generic_visit(node)
