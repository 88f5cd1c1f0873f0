"""A passkey in software: answers like a browser's authenticator, rightly or (when a test says so) wrongly."""

import hashlib
import json
import os
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import Aaguid, AttestationObject, AttestedCredentialData, AuthenticatorData

FLAGS = AuthenticatorData.FLAG


class SoftwareKey:
    """One key pair for one site, held by one owner. It counts its uses, as most sticks do."""

    def __init__(self, *, origin: str, host: str) -> None:
        self.origin, self.host = origin, host
        self.private = ec.generate_private_key(ec.SECP256R1())
        self.id = os.urandom(32)
        self.owner = b""
        self.uses = 0

    def create(self, options: dict[str, Any], *, verified: bool = True) -> str:
        """The answer to navigator.credentials.create()."""
        asked = options["publicKey"]
        self.owner = asked["user"]["id"]
        public = AttestedCredentialData.create(
            Aaguid(bytes(16)), self.id, ES256.from_cryptography_key(self.private.public_key())
        )
        made = AttestationObject.create("none", self._data(FLAGS.AT, verified, public), {})
        return self._answer("webauthn.create", asked, attestationObject=websafe_encode(made))

    def sign(self, options: dict[str, Any], *, verified: bool = True, owner: str | None = None) -> str:
        """The answer to navigator.credentials.get()."""
        asked = options["publicKey"]
        self.uses += 1
        data = self._data(FLAGS(0), verified, None)
        client = self._client("webauthn.get", asked)
        signature = self.private.sign(data + hashlib.sha256(client).digest(), ec.ECDSA(hashes.SHA256()))
        return self._answer(
            "webauthn.get",
            asked,
            authenticatorData=websafe_encode(data),
            signature=websafe_encode(signature),
            userHandle=self.owner if owner is None else owner,
        )

    def _data(self, more: Any, verified: bool, public: AttestedCredentialData | None) -> AuthenticatorData:
        flags = FLAGS.UP | more | (FLAGS.UV if verified else FLAGS(0))
        return AuthenticatorData.create(hashlib.sha256(self.host.encode()).digest(), flags, self.uses, public or b"")

    def _client(self, kind: str, asked: dict[str, Any]) -> bytes:
        return json.dumps({"type": kind, "challenge": asked["challenge"], "origin": self.origin}).encode()

    def _answer(self, kind: str, asked: dict[str, Any], **response: str) -> str:
        response["clientDataJSON"] = websafe_encode(self._client(kind, asked))
        name = websafe_encode(self.id)
        return json.dumps({"id": name, "rawId": name, "type": "public-key", "response": response})
