"""Acts on keys, each in one transaction with its entry in the log. The mechanics lie in `foundation/vault`.

Destroying takes two: in the web it stands behind a joint act, on the command line behind two passwords (`witness`).
"""

from datetime import datetime, timedelta

from django.db import transaction

from hoanhap.foundation import audit, vault
from hoanhap.foundation.access import attestation
from hoanhap.foundation.access.models import Account, Posting
from hoanhap.foundation.access.roles import Role
from hoanhap.foundation.audit import Actor
from hoanhap.foundation.vault import erasing, master_key, resealing, rewrapping, shares
from hoanhap.foundation.vault.models import DataKey
from hoanhap.kernel import clock
from hoanhap.kernel.errors import Refused

# Who may stand for an office when a key is destroyed.
_ANSWERABLE = (Role.COMMUNE_LEADER, Role.COMMUNE_DEPUTY, Role.DISTRICT_LEADER, Role.PROVINCE_LEADER, Role.ADMINISTRATOR)
# Room for the number and day of a decision, not for a story: the log is read by many.
_BASIS_LENGTH = 60


@transaction.atomic
def rotate(*, under: str = "", scope: str = "", data_class: vault.DataClass | None, by: Actor, at: datetime) -> int:
    """Retire the current data keys of a part of the map, of one scope, or all; `resealing` does the rest. How many."""
    count = resealing.retire(scope=scope, under=under, data_class=data_class, at=at)
    _record("key.rotated", scope or under or "/", by, at, {"keys": count, "class": _named(data_class)})
    return count


def exchange_master(*, by: Actor, at: datetime) -> tuple[str, int]:
    """A new master key in the place of the old; every key is wrapped anew. The new one's name, and how many keys."""
    name = master_key.exchange()
    return name, rewrap(by=by, at=at)


@transaction.atomic
def rewrap(*, by: Actor, at: datetime) -> int:
    """Wrap by the current master key whatever another one wraps; how many keys."""
    count = rewrapping.rewrap()
    name = master_key.name_of(master_key.load())
    _record("key.rewrapped", name, by, at, {"keys": count})
    return count


@transaction.atomic
def destroy(
    scope: str, *, data_class: vault.DataClass | None, by: Actor, second: Actor, reason: str, at: datetime
) -> int:
    """Erase for good what this scope's keys hold. Raises Refused unless two different people stand for it."""
    if by.account_id == second.account_id:
        raise Refused("Hủy khóa cần hai người khác nhau.", way_out="Mời người thứ hai tự nhập mật khẩu của mình.")
    if not 0 < len(reason.strip()) <= _BASIS_LENGTH:
        raise Refused("Hủy khóa thì phải ghi căn cứ: chỉ số và ngày của quyết định, không ghi tên người.")
    count = erasing.destroy_scope(scope, data_class=data_class, at=at)
    if not count:
        raise Refused("Không có khóa nào của phạm vi này, hoặc đã hủy.", way_out="Xem: ./hoanhap key list")
    detail: audit.Detail = {"keys": count, "class": _named(data_class), "second": second.account_id}
    detail = {**detail, "basis": reason.strip()}
    _record("key.destroyed", scope, by, at, detail)
    return count


@transaction.atomic
def destroy_unused(*, by: Actor, at: datetime, grace: timedelta = resealing.GRACE) -> int:
    """Destroy retired keys that hold nothing any more; how many."""
    count = resealing.destroy_unused(at=at, grace=grace)
    if count:
        transaction.on_commit(erasing.scrub)
        _record("key.unused_destroyed", "/", by, at, {"keys": count})
    return count


@transaction.atomic
def split(*, needed: int, made: int, by: Actor, at: datetime) -> list[str]:
    """Shares of the present master key. Who got which is written on paper, not here."""
    key = master_key.load()
    parts = shares.split(key, needed=needed, made=made)
    _record("key.split", master_key.name_of(key), by, at, {"needed": needed, "made": made})
    return parts


def keep_up(*, by: Actor, at: datetime) -> tuple[int, int]:
    """What a rotation left over, nightly: reseal what came in late, destroy keys nothing carries; how many of each."""
    retired = DataKey.objects.filter(retired_at__isnull=False, destroyed_at=None).exists()
    if not retired:
        erasing.scrub()
        return 0, 0
    resealed = resealing.reseal_stale().resealed
    return resealed, destroy_unused(by=by, at=at)


def witness(username: str, password: str, *, at: datetime) -> Actor:
    """Somebody answerable who typed his own password. Raises Refused, the same way whatever was wrong."""
    account = Account.objects.filter(username=username, is_active=True).first()
    today = clock.local_day(at)
    living = Posting.objects.filter(attestation.living_q(today), account=account, role__in=_ANSWERABLE)
    posting = living.order_by("valid_from", "pk").first() if account else None
    if account is None or posting is None or not account.check_password(password):
        raise Refused(
            f"“{username}” không xác nhận được việc này.",
            way_out="Cần tài khoản lãnh đạo hoặc quản trị đang giữ nhiệm vụ, và đúng mật khẩu của người ấy.",
        )
    return Actor(account_id=str(account.pk), posting_id=str(posting.pk), title=posting.title, origin="cli")


def _named(data_class: vault.DataClass | None) -> str:
    return data_class.value if data_class else "all"


def _record(code: str, subject: str, by: Actor, at: datetime, detail: audit.Detail) -> None:
    unit_path = subject if subject.startswith("/") else ""
    audit.record(code, by=by, subject_kind="key", subject_id=subject, unit_path=unit_path, at=at, detail=detail)
