"""What must hold before a server opens its door: the master key can be read, and the database keeps what it says.

A pragma may be refused silently (a file system without WAL, another build of SQLite), so each is read back.
"""

from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper

from hoanhap.foundation.vault import index_keys, master_key
from hoanhap.foundation.vault.models import IndexKey
from hoanhap.kernel.errors import Refused

# What SQLite answers when everything stands as asked: full syncs survive a power cut, the log's triggers cannot be
# walked past by REPLACE, deleted names are overwritten.
SQLITE_ANSWERS = {
    "journal_mode": "wal",
    "synchronous": 2,
    "foreign_keys": 1,
    "recursive_triggers": 1,
    "secure_delete": 1,
    "trusted_schema": 0,
}


def refuse_unless_ready() -> None:
    """Raise Refused with a way out unless the server may start."""
    refuse_another_key()
    if wrong := weak_pragmas(connection):
        raise Refused(
            f"SQLite trên máy này không giữ được thiết lập an toàn: {', '.join(wrong)}.",
            way_out="Đặt dữ liệu trên ổ đĩa trong máy (không phải thư mục mạng), hoặc dùng PostgreSQL.",
        )


def refuse_without_key() -> None:
    """Raise Refused with a way out unless a master key can be read; asked before a database is touched."""
    try:
        master_key.load()
    except ImproperlyConfigured as error:
        raise Refused(str(error)) from error


def refuse_another_key() -> None:
    """Raise Refused unless the master key is the one this database was sealed with; an empty database takes any."""
    refuse_without_key()
    if IndexKey._meta.db_table not in connection.introspection.table_names():
        return
    try:
        index_keys.require()
    except ImproperlyConfigured as error:
        raise Refused(str(error)) from error


def weak_pragmas(database: BaseDatabaseWrapper) -> list[str]:
    """The pragmas that read back otherwise than asked; none on PostgreSQL."""
    if database.vendor != "sqlite":
        return []
    with database.cursor() as cursor:
        answers = {name: cursor.execute(f"PRAGMA {name}").fetchone()[0] for name in SQLITE_ANSWERS}
    return [name for name, answer in answers.items() if answer != SQLITE_ANSWERS[name]]
