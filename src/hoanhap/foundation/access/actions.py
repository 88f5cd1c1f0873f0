"""Making accounts and postings. Passwords are hashed with argon2 and never logged."""

from datetime import date, datetime

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from hoanhap.foundation import audit
from hoanhap.foundation.access import attestation
from hoanhap.foundation.access.models import Account, Posting
from hoanhap.foundation.access.roles import DESCRIPTIONS, Role
from hoanhap.foundation.audit import Actor
from hoanhap.foundation.organisations import queries as organisations
from hoanhap.foundation.organisations.models import Agency
from hoanhap.foundation.places.models import Place
from hoanhap.kernel import clock
from hoanhap.kernel.errors import Refused


@transaction.atomic
def create_account(*, username: str, display_name: str, password: str | None, by: Actor, at: datetime) -> Account:
    """A new account; without a password nobody can sign in with it yet. Raises Refused."""
    if Account.objects.filter(username=username).exists():
        raise Refused(_("Tên đăng nhập “%s” đã có người dùng.") % username, way_out=_("Chọn tên khác."))
    account = Account(username=username, display_name=display_name, created_at=at)
    if password is None:
        account.set_unusable_password()
    else:
        _set_checked_password(account, password)
    account.save(force_insert=True)
    audit.record("access.account_created", by=by, subject_kind="account", subject_id=account.id, at=at)
    return account


@transaction.atomic
def change_password(account: Account, *, password: str, by: Actor, at: datetime) -> None:
    _set_checked_password(account, password)
    account.save(update_fields=["password"])
    audit.record("access.password_changed", by=by, subject_kind="account", subject_id=account.id, at=at)


@transaction.atomic
def post(
    account: Account,
    *,
    role: Role,
    place: Place,
    valid_from: date,
    by: Actor,
    at: datetime,
    valid_to: date | None = None,
    agency: Agency | None = None,
    title: str = "",
) -> Posting:
    """Post an account to a role at a place from a day on. Raises Refused for a role of another level or agency.

    A role of one kind of agency finds its agency by itself where there is only one.
    """
    agency = require_fitting(role=role, place=place, valid_from=valid_from, valid_to=valid_to, agency=agency)
    posting = Posting.objects.create(
        account=account,
        role=role.value,
        place=place,
        path=place.path,
        agency=agency,
        title=title or str(DESCRIPTIONS[role].label),
        valid_from=valid_from,
        valid_to=valid_to,
        attested_until=attestation.end_of_next_quarter(max(clock.local_day(at), clock.today(), valid_from)),
    )
    audit.record(
        "access.posted",
        by=by,
        subject_kind="account",
        subject_id=account.id,
        unit_path=place.path,
        at=at,
        detail={"role": role.value},
    )
    return posting


@transaction.atomic
def end_posting(posting: Posting, *, on: date, by: Actor, at: datetime) -> None:
    """From this day on the posting gives no right any more."""
    if on <= posting.valid_from:
        raise Refused(_("Ngày thôi giữ nhiệm vụ phải sau ngày bắt đầu."))
    posting.valid_to = on
    posting.save(update_fields=["valid_to"])
    audit.record(
        "access.posting_ended",
        by=by,
        subject_kind="account",
        subject_id=posting.account_id,
        unit_path=posting.path,
        at=at,
        detail={"role": posting.role},
    )


@transaction.atomic
def attest(posting: Posting, *, by: Actor, at: datetime) -> None:
    """Say that this posting is still needed; it holds to the end of the next quarter."""
    posting.attested_until = attestation.end_of_next_quarter(clock.local_day(at))
    posting.save(update_fields=["attested_until"])
    audit.record(
        "access.posting_attested",
        by=by,
        subject_kind="account",
        subject_id=posting.account_id,
        unit_path=posting.path,
        at=at,
        detail={"role": posting.role, "until": posting.attested_until.isoformat()},
    )


@transaction.atomic
def set_active(account: Account, *, active: bool, by: Actor, at: datetime) -> None:
    """Switch an account on or off; one switched off has no seat from its next request on."""
    account.is_active = active
    account.save(update_fields=["is_active"])
    code = "access.switched_on" if active else "access.switched_off"
    audit.record(code, by=by, subject_kind="account", subject_id=account.pk, at=at)


def require_fitting(
    *, role: Role, place: Place, valid_from: date, valid_to: date | None, agency: Agency | None = None
) -> Agency | None:
    """The agency of such a posting, if its role wants one. Raises Refused where role, place and period do not fit."""
    _check_level(role, place)
    agency = _agency_of(role, place, agency, valid_from)
    if DESCRIPTIONS[role].must_end and valid_to is None:
        raise Refused(
            _("Vai trò “%s” phải có ngày kết thúc.") % DESCRIPTIONS[role].label,
            code="posting-end",
            way_out=_("Ghi ngày cuối của đợt làm việc."),
        )
    return agency


def _check_level(role: Role, place: Place) -> None:
    """A role reaches everything below its place: an officer of a commune posted to a province would read all of it."""
    if role is not Role.ADMINISTRATOR and place.kind not in DESCRIPTIONS[role].levels:
        raise Refused(
            _("Vai trò “%(role)s” không dùng cho %(place)s.")
            % {"role": DESCRIPTIONS[role].label, "place": place.full_name},
            code="posting-level",
            way_out=_("Chọn đơn vị đúng cấp của vai trò."),
        )


def _agency_of(role: Role, place: Place, given: Agency | None, on: date) -> Agency | None:
    """The agency of the posting: one that stands at this very place, of the kind the role wants."""
    kind = DESCRIPTIONS[role].agency
    if kind is None and given is None:
        return None
    here = organisations.agencies_at(place, on, kind=kind)
    fitting = [one for one in here if given is None or one.pk == given.pk]
    if len(fitting) != 1:
        raise Refused(
            _("Vai trò “%(role)s” cần đúng một cơ quan, đơn vị đang hoạt động tại %(place)s.")
            % {"role": DESCRIPTIONS[role].label, "place": place.full_name},
            code="posting-agency",
            way_out=_("Chọn cơ quan, đơn vị của người này; nếu chưa có thì ghi vào danh mục cơ quan trước."),
        )
    return fitting[0]


def _set_checked_password(account: Account, password: str) -> None:
    try:
        validate_password(password, account)
    except ValidationError as error:
        raise Refused(" ".join(error.messages), way_out=_("Chọn mật khẩu khác.")) from error
    account.set_password(password)
