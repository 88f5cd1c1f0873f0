"""docs/roles.md says what the program does: it is made from the same roles, grants and doors the gates ask."""

import pytest
from django.utils import translation

from hoanhap.foundation.access import permissions, roles
from hoanhap.foundation.access.permissions import Permission
from hoanhap.foundation.access.roles import Role
from workshop import roles as page

AGAIN = "python -m workshop.roles"


def made() -> str:
    with translation.override("vi"):
        return page.page()


def test_every_permission_and_role_has_words() -> None:
    assert page.without_words() == []


def test_the_page_is_the_one_the_program_would_write() -> None:
    assert page.PAGE.read_text(encoding="utf-8") == made(), f"docs/roles.md is old: run {AGAIN}"


def test_a_grant_more_makes_the_page_old(monkeypatch: pytest.MonkeyPatch) -> None:
    """Known-bad control."""
    before = made()
    more = {*roles.allowed_to(Role.JUSTICE), permissions.permissions["cases.read"]}
    monkeypatch.setitem(roles._granted, Role.JUSTICE, more)
    assert made() != before


def test_a_permission_without_words_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    class New(Permission):
        NOWHERE = "test.nowhere"

    monkeypatch.setitem(permissions.permissions._entries, "test.nowhere", New.NOWHERE)
    assert page.without_words() == ["test.nowhere"]
