"""Do the guards of the tables still stand: the append-only triggers as they were made, and nothing beside them?"""

from collections.abc import Iterator

from hoanhap.foundation.audit import triggers
from hoanhap.foundation.audit.segments import Fault
from hoanhap.foundation.audit.sources import Log

_TABLES = ", ".join(f"'{table}'" for table in triggers.TABLES)
_ON_SQLITE = f"SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name IN ({_TABLES})"  # noqa: S608
_ON_POSTGRESQL = (
    "SELECT t.tgname, pg_get_triggerdef(t.oid), t.tgenabled::text, p.prosrc, c.relname FROM pg_trigger t "
    "JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_proc p ON p.oid = t.tgfoid "
    "WHERE NOT t.tgisinternal AND c.relname LIKE 'audit\\_%' AND pg_table_is_visible(c.oid)"
)
_RULES = f"SELECT rulename FROM pg_rules WHERE tablename IN ({_TABLES})"  # noqa: S608


def faults(log: Log) -> Iterator[Fault]:
    """One fault for each trigger that is missing, changed, switched off, or not ours."""
    good, strange = _sqlite(log) if log.vendor == "sqlite" else _postgresql(log)
    wanted = triggers.on_sqlite() if log.vendor == "sqlite" else triggers.names_on_postgresql()
    for name in sorted(wanted):
        if name not in good:
            yield Fault("trigger", 0, f"chốt chống sửa {name} đã mất hoặc bị thay")
    for name in sorted(strange):
        yield Fault("trigger", 0, f"chốt lạ {name} trên bảng nhật ký")


def _sqlite(log: Log) -> tuple[set[str], set[str]]:
    wanted = triggers.on_sqlite()
    found: dict[str, str] = dict(log.all(_ON_SQLITE))
    return {name for name, sql in found.items() if wanted.get(name) == sql}, set(found) - set(wanted)


def _postgresql(log: Log) -> tuple[set[str], set[str]]:
    wanted, good, strange = triggers.names_on_postgresql(), set(), set()
    for name, definition, enabled, body, table in log.all(_ON_POSTGRESQL):
        if table not in triggers.TABLES:
            continue
        if name not in wanted:
            strange.add(name)
        elif wanted[name] in definition and enabled in {"O", "A"} and body == triggers.FUNCTION_BODY:
            good.add(name)
    return good, strange | {str(rule[0]) for rule in log.all(_RULES)}
