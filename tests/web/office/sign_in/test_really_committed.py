"""The same walks where nothing around them holds a transaction open, as in real use: what is logged brings its own."""

import pytest
from django.test import Client

from hoanhap.foundation.audit.models import AuditEntry
from hoanhap.foundation.sign_in import factors
from hoanhap.kernel import clock
from tests import cast as stage
from tests import telephone
from tests.cast import NOW, SETTER
from tests.web.office.sign_in.hands import gives_code, gives_password, is_in, signs_in
from tests.web.office.sign_in.test_enrolling import a_key, makes_key
from tests.web.office.sign_in.test_way_in import end_postings


@pytest.mark.django_db(transaction=True)
def test_right_and_wrong_of_every_kind_are_logged() -> None:
    clock.set_start(stage.NOW)
    try:
        cast = stage.make()
        officer, key = telephone.give(cast.officer), a_key()
        paper = factors.renew_recovery_codes(officer, by=SETTER, at=NOW)
        desk = signs_in(officer)
        makes_key(desk, key)
        visitor = Client()
        gives_password(visitor, officer)
        assert gives_code(visitor, officer, "000000").status_code == 200
        assert visitor.post("/sign-in/recovery-code/", {"code": "abcd"}).status_code == 200
        visitor.post("/sign-in/passkey/ask/")
        assert visitor.post("/sign-in/passkey/", {"answer": "{}"}).status_code == 302
        assert visitor.post("/sign-in/recovery-code/", {"code": paper[0]}).status_code == 302
        options = desk.post("/sign-in/passkey/ask/").json()
        assert desk.post("/sign-in/confirm/", {"answer": key.sign(options)}).status_code == 302
        assert desk.post("/my-account/sessions/end-others/").status_code == 302
        assert (is_in(desk), is_in(visitor)) == (True, False)
        end_postings(officer)
        assert not is_in(desk)
        seen = set(AuditEntry.objects.values_list("code", flat=True))
    finally:
        clock.set_start(None)
    assert seen >= {
        "access.second_factor_failed",
        "access.second_factor_passed",
        "access.recovery_code_used",
        "access.identity_confirmed",
        "access.factor_enrolled",
        "access.session_ended",
        "access.signed_in",
    }
