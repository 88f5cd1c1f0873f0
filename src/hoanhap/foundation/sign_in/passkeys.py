"""Passkeys (WebAuthn) over the fido2 library: what is asked of the browser, and what its answer proves.

`Site` is this server as the browser sees it. A passkey is bound to that name: a page of another address cannot use it.
"""

import base64
import json
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from fido2.server import Fido2Server
from fido2.utils import websafe_decode
from fido2.webauthn import (
    AttestedCredentialData,
    AuthenticationResponse,
    PublicKeyCredentialRpEntity,
    PublicKeyCredentialUserEntity,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from hoanhap.foundation import audit, vault
from hoanhap.foundation.access.models import Account
from hoanhap.foundation.audit import Actor
from hoanhap.foundation.sign_in import queries
from hoanhap.foundation.sign_in.models import Passkey
from hoanhap.foundation.vault.sealing import CannotOpen
from hoanhap.kernel import clock
from hoanhap.kernel.errors import Refused

MOST = 10
Options = dict[str, Any]
State = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Site:
    """The host name passkeys are bound to, and the exact origin of our pages."""

    host: str
    origin: str

    def server(self) -> Fido2Server:
        party = PublicKeyCredentialRpEntity(id=self.host, name="Hòa Nhập")
        return Fido2Server(party, verify_origin=lambda origin: origin == self.origin)


def begin_enrolment(account: Account, *, site: Site) -> tuple[Options, State]:
    """What the browser is asked to make: a key that asks its owner (finger, face, PIN) each time."""
    options, state = site.server().register_begin(
        user=PublicKeyCredentialUserEntity(
            id=account.pk.bytes, name=account.username, display_name=account.display_name
        ),
        credentials=[credential for _row, credential in _credentials(account)],
        resident_key_requirement=ResidentKeyRequirement.PREFERRED,
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    return dict(options), {**state, "account": str(account.pk), "for": "enrolment"}


def enrol(
    account: Account, *, answer: str, state: State | None, name: str, site: Site, by: Actor, at: datetime
) -> Passkey:
    """Keep the key the browser made for this very account. Raises Refused."""
    if not _meant_for(state, account, "enrolment"):
        raise _failed()
    if queries.passkeys_of(account).count() >= MOST:
        raise Refused(_("Tài khoản đã có %d khóa.") % MOST, way_out=_("Bỏ khóa không còn dùng rồi thêm lại."))
    try:
        made = site.server().register_complete(state, json.loads(answer))
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise _failed() from error
    credential = made.credential_data
    if credential is None:
        raise _failed()
    return _keep(account, credential, made.counter, name or _("Khóa %s") % clock.wall().strftime("%d/%m/%Y"), by, at)


def begin_proof(account: Account | None, *, site: Site) -> tuple[Options, State]:
    """What the browser is asked to sign; without an account it offers the keys it holds for this site."""
    mine = [credential for _row, credential in _credentials(account)] if account else None
    options, state = site.server().authenticate_begin(
        credentials=mine, user_verification=UserVerificationRequirement.REQUIRED
    )
    return dict(options), {**state, "account": str(account.pk) if account else "", "for": "proof"}


def prove(account: Account | None, *, answer: str, state: State | None, site: Site) -> Passkey | None:
    """The passkey that signed, or None. With an account only that account's own keys count."""
    if account is not None and not _meant_for(state, account, "proof"):
        return None
    if state is None or state.get("for") != "proof" or (account is None and state.get("account")):
        return None
    try:
        data = json.loads(answer)
        response = AuthenticationResponse.from_dict(data)
        owner = account or _owner(data)
        mine = _credentials(owner) if owner else []
        proven = site.server().authenticate_complete(state, [credential for _row, credential in mine], response)
    except (ValueError, TypeError, KeyError, AttributeError):
        return None
    row = next(row for row, credential in mine if credential.credential_id == proven.credential_id)
    return row if _counted(row, response.response.authenticator_data.counter) else None


def _counted(row: Passkey, counter: int) -> bool:
    """A key that counts must have gone on counting: one that went back was copied."""
    fresh = (
        Passkey.objects.filter(pk=row.pk, counter__lt=counter)
        if counter
        else Passkey.objects.filter(pk=row.pk, counter=0)
    )
    return bool(fresh.update(counter=counter, used_at=clock.wall()))


def _owner(data: Mapping[str, Any]) -> Account | None:
    """Whose key the browser offered: the key itself holds the account's id."""
    handle = websafe_decode(data["response"]["userHandle"])
    return Account.objects.filter(pk=uuid.UUID(bytes=handle)).first()


def _credentials(account: Account) -> list[tuple[Passkey, AttestedCredentialData]]:
    """The account's keys as sealed. One that does not open, or was made for another account, is none."""
    found = []
    for row in queries.passkeys_of(account):
        try:
            owner, _sign, encoded = vault.reveal(row, "credential").partition("|")
        except CannotOpen:
            continue
        if owner == str(account.pk):
            found.append((row, AttestedCredentialData(base64.b64decode(encoded))))
    return found


@transaction.atomic
def _keep(
    account: Account, credential: AttestedCredentialData, counter: int, name: str, by: Actor, at: datetime
) -> Passkey:
    index = vault.blind(credential.credential_id.hex(), purpose="sign-in.passkey")
    row = Passkey(account=account, name=name[:60], credential_index=index, counter=counter, made_at=clock.wall())
    vault.seal(row, credential=f"{account.pk}|{base64.b64encode(bytes(credential)).decode()}")
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        raise _failed() from error
    audit.record(
        "access.factor_enrolled",
        by=by,
        subject_kind="account",
        subject_id=account.pk,
        at=at,
        detail={"kind": "passkey"},
    )
    return row


def _meant_for(state: State | None, account: Account, purpose: str) -> bool:
    return state is not None and state.get("for") == purpose and state.get("account") == str(account.pk)


def _failed() -> Refused:
    return Refused(
        _("Chưa tạo được khóa."), code="passkey", way_out=_("Thử lại, hoặc dùng ứng dụng tạo mã trên điện thoại.")
    )
