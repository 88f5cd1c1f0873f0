"""The inventory of fields: generated, whole, and the page in docs is the one that is generated today."""

from pathlib import Path

import pytest

from hoanhap.foundation.access.roles import Role
from hoanhap.foundation.privacy import facts, inventory
from hoanhap.foundation.vault import classes
from workshop import inventory as page

DOCS = Path(__file__).parents[3] / "docs" / "data-inventory.md"


def test_every_table_about_people_is_described() -> None:
    assert inventory.undescribed() == []
    rows = list(inventory.rows())
    assert len(rows) > 100
    assert all(row.purpose and row.basis and row.retention for row in rows)


def test_a_table_nobody_described_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Known-bad control."""
    monkeypatch.setitem(classes.field_classes._entries, "cases.Invented", {"name": "sensitive"})
    assert inventory.undescribed() == ["cases.Invented"]


def test_who_reads_follows_from_what_was_granted() -> None:
    rows = {f"{row.model}.{row.field}": row for row in inventory.rows()}
    assert set(rows["cases.PoliceRecord.prior_record"].roles) == {Role.COMMUNE_POLICE, Role.POLICE_CHIEF}
    assert Role.COMMUNE_OFFICER not in rows["care.HealthRecord.text"].roles
    assert rows["care.HealthRecord.text"].room == "health"
    assert Role.ADMINISTRATOR not in {role for row in rows.values() for role in row.roles if row.room}


def test_the_terms_named_are_terms_of_the_house_or_words() -> None:
    known = set(facts.facts().retention)
    assert all(row.retention in known or " " in row.retention for row in inventory.rows())


def test_the_page_is_todays() -> None:
    assert DOCS.read_text("utf-8") == page.text(), "make it anew: python -m workshop.inventory"


def test_a_changed_grant_makes_the_page_stale(monkeypatch: pytest.MonkeyPatch) -> None:
    """Known-bad control."""
    entry = inventory.entries["care.HealthRecord"]
    changed = inventory.Entry(purpose=entry.purpose, basis=entry.basis, retention="audit", readers=())
    monkeypatch.setitem(inventory.entries._entries, "care.HealthRecord", changed)
    assert DOCS.read_text("utf-8") != page.text()
