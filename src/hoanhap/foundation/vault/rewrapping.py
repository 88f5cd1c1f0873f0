"""Exchange of the master key: every data key and index key is wrapped anew; nothing that is sealed changes.

`master_key.exchange` puts a new master key beside the old one; `rewrap` moves the keys over, each by an update that is
conditional on the bytes it read, so it may be killed, repeated, and run while others make or destroy keys.
"""

from collections import Counter

from hoanhap.foundation.vault import index_keys, keyring, master_key
from hoanhap.foundation.vault.models import DataKey, IndexKey


def rewrap() -> int:
    """Wrap by the current master key whatever is wrapped by another; how many keys. Raises ImproperlyConfigured."""
    now = master_key.name_of(master_key.load())
    count = sum(_rewrap_one(row, index_keys.binding(row.purpose)) for row in IndexKey.objects.exclude(master=now))
    living = DataKey.objects.filter(destroyed_at=None).exclude(master=now)
    for row in living.order_by("pk").iterator(chunk_size=500):
        count += _rewrap_one(row, keyring.binding(row.scope, row.data_class))
    return count


def wrapped_by() -> Counter[str]:
    """How many keys each master key still wraps."""
    names = [*IndexKey.objects.values_list("master", flat=True)]
    return Counter([*names, *DataKey.objects.filter(destroyed_at=None).values_list("master", flat=True)])


def put_away_old() -> list[str]:
    """Delete the files of older master keys that wrap nothing any more; their names. Backups may still need them."""
    in_use, gone = wrapped_by(), []
    for file in master_key.older_files():
        name = file.name.rpartition(".")[2]
        if not in_use[name] and name != master_key.name_of(master_key.load()):
            file.unlink()
            gone.append(name)
    return gone


def _rewrap_one(row: DataKey | IndexKey, bound_to: str) -> int:
    before = bytes(row.wrapped or b"")
    key = master_key.unwrap(before, master=row.master, bound_to=bound_to)
    master, wrapped = master_key.wrap(key, bound_to=bound_to)
    same = type(row)._base_manager.filter(pk=row.pk, master=row.master, wrapped=before)
    return same.update(master=master, wrapped=wrapped)
