"""Hamlets below communes: added on demand, found however they are typed."""

import pytest
from django.db import IntegrityError, transaction

from hoanhap.foundation.audit import Actor
from hoanhap.foundation.audit.models import AuditEntry
from hoanhap.foundation.places import actions, hamlets, queries
from hoanhap.foundation.places.models import Place
from hoanhap.kernel import clock
from hoanhap.kernel.errors import Refused
from tests.domain.places.days import IN_2020, IN_2026

BY = Actor(account_id="a-1", title="cán bộ", origin="test")
NOW = clock.at(IN_2020, 9)


def _add(commune: Place, name: str) -> Place:
    return actions.add_hamlet(commune=commune, name=name, by=BY, at=NOW)


def test_a_hamlet_lies_below_its_commune_and_is_logged(thuong_lac: Place) -> None:
    hamlet = _add(thuong_lac, "Ấp 2")
    assert (hamlet.title, hamlet.name, hamlet.full_name) == ("ấp", "2", "ấp 2")
    assert hamlet.path == f"{thuong_lac.path}{hamlet.pk}/"
    assert hamlet.pk == 1329977001
    assert (hamlet.valid_from, hamlet.valid_to) == (thuong_lac.valid_from, thuong_lac.valid_to)
    assert list(queries.hamlets_of(thuong_lac, IN_2020)) == [hamlet]
    assert AuditEntry.objects.get(code="place.hamlet_added").subject_id == str(hamlet.pk)


@pytest.mark.parametrize("text", ["ấp 2", "Ấp 2", "ap 2", "AP2", "ấp 02", "2", "Ấp 2, xã Thường Lạc", "  ấp   2 "])
def test_one_hamlet_under_all_its_spellings(thuong_lac: Place, text: str) -> None:
    hamlet = _add(thuong_lac, "ấp 2")
    _add(thuong_lac, "ấp 12")
    assert queries.hamlet_of(thuong_lac, text) == hamlet
    assert actions.hamlet_for(commune=thuong_lac, text=text, by=BY, at=NOW) == hamlet


@pytest.mark.parametrize("text", ["ấp 3", "khóm 2", "", "ấp"])
def test_another_text_means_another_hamlet_or_none(thuong_lac: Place, text: str) -> None:
    _add(thuong_lac, "ấp 2")
    assert queries.hamlet_of(thuong_lac, text) is None


def test_a_bare_number_that_fits_two_titles_means_none(thuong_lac: Place) -> None:
    _add(thuong_lac, "ấp 2")
    _add(thuong_lac, "khóm 2")
    assert queries.hamlet_of(thuong_lac, "2") is None
    found = queries.hamlet_of(thuong_lac, "khom 2")
    assert found is not None
    assert found.title == "khóm"


def test_the_same_name_in_two_communes_is_two_hamlets(thuong_lac: Place, hong_ngu: Place) -> None:
    other = queries.one("Long Thuận", on=IN_2020, within=hong_ngu)
    assert _add(thuong_lac, "ấp 1").pk != _add(other, "ấp 1").pk


def test_adding_it_twice_is_refused_by_the_verb_and_by_the_table(thuong_lac: Place) -> None:
    hamlet = _add(thuong_lac, "ấp Trung")
    with pytest.raises(Refused, match="đã có ấp Trung"):
        _add(thuong_lac, "AP TRUNG")
    hamlet.pk, hamlet.key, hamlet.path = hamlet.pk + 1, "twin", f"{thuong_lac.path}{hamlet.pk + 1}/"
    with pytest.raises(IntegrityError), transaction.atomic():
        hamlet.save(force_insert=True)


def test_a_hamlet_needs_a_name_and_a_commune(thuong_lac: Place, hong_ngu: Place) -> None:
    with pytest.raises(Refused, match="Chưa ghi tên"):
        _add(thuong_lac, "ấp  ")
    with pytest.raises(Refused, match="chỉ thuộc"):
        _add(hong_ngu, "ấp 1")


def test_hamlet_for_adds_what_is_missing_once(thuong_lac: Place) -> None:
    first = actions.hamlet_for(commune=thuong_lac, text="Trung Tâm", by=BY, at=NOW)
    assert (first.title, first.name) == ("ấp", "Trung Tâm")
    assert actions.hamlet_for(commune=thuong_lac, text="ap trung tam", by=BY, at=NOW) == first


def test_hamlets_of_a_commune_that_ended_are_not_there_today(thuong_lac: Place) -> None:
    _add(thuong_lac, "ấp 1")
    assert list(queries.hamlets_of(thuong_lac, IN_2026)) == []


def test_a_hamlet_is_carried_once_and_it_is_logged_at_its_new_commune(thuong_lac: Place, hong_ngu: Place) -> None:
    hamlet, other = _add(thuong_lac, "ấp 1"), queries.one("Long Thuận", on=IN_2020, within=hong_ngu)
    for _time in range(2):
        gone = hamlets.carry([hamlet], into=other, on=IN_2020, by=BY, at=NOW)
    entry = AuditEntry.objects.get(code="place.hamlet_carried")
    assert (entry.subject_id, entry.unit_path) == (str(hamlet.pk), other.path)
    assert entry.detail == f'{{"to": {gone[hamlet.pk]}}}'
