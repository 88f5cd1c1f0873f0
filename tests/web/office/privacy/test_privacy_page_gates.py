"""Pages of rights: a refusal is the leader's to write, consents are opened to who keeps them."""

import pytest

from hoanhap.foundation.access.models import Account
from hoanhap.foundation.access.roles import Role
from hoanhap.foundation.audit.models import AuditEntry
from hoanhap.foundation.privacy.policy import PrivacyPermission as May
from hoanhap.people.persons.policy import PersonPermission
from tests import people
from tests.cast import Cast
from tests.domain.care.talks import consent
from tests.guards import may_only
from tests.web.office.privacy.test_rights_pages import Enter, entered_request


def test_who_may_not_refuse_is_told_who_may(cast: Cast, signed_in: Enter) -> None:
    row = entered_request(signed_in(cast.officer))
    signed_in(cast.officer).post(f"/privacy/requests/{row.pk}/received/")

    def told(account: Account) -> bool:
        page = signed_in(account).get(f"/privacy/requests/{row.pk}/").content.decode()
        assert "Ghi trả lời" in page
        return "Từ chối cả hoặc một phần: lãnh đạo ghi" in page

    assert told(cast.officer)
    assert not told(cast.leader)
    assert not told(cast.deputy)


def test_who_corrects_people_without_keeping_consents_opens_none(
    cast: Cast, signed_in: Enter, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = people.register_person(cast, "Nguyễn Văn Ví Dụ")
    given = consent(cast, person, "groups")
    known = (PersonPermission.READ, PersonPermission.CORRECT, PersonPermission.NAME)
    pages = (
        f"/privacy/people/{person.pk}/consents/",
        f"/privacy/people/{person.pk}/consents/groups/",
        f"/privacy/consents/{given.pk}/withdraw/",
    )
    for rights, status in ((known, 404), ((*known, May.KEEP_CONSENT), 200)):
        may_only(monkeypatch, Role.COMMUNE_OFFICER, *rights)
        client = signed_in(cast.officer)
        assert [client.get(page).status_code for page in pages] == [status] * 3
    assert AuditEntry.objects.filter(code="privacy.person_looked").count() == 3
