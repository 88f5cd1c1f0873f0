"""Taking persons into the register, correcting them, and what the raw table gives away."""

from dataclasses import replace
from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import Q

from hoanhap.foundation import vault
from hoanhap.foundation.audit.models import AuditEntry
from hoanhap.foundation.vault.sealing import CannotOpen
from hoanhap.kernel import ids
from hoanhap.kernel.dates import PartialDate
from hoanhap.kernel.errors import NotHere, Refused
from hoanhap.people.persons import actions, policy, queries
from hoanhap.people.persons.models import Person, SocialProfile
from hoanhap.people.persons.policy import PersonPermission
from hoanhap.people.persons.rules import LostUpdate, PersonDetails
from tests.cast import NOW, SETTER, Cast
from tests.relations import asked_of

AN = PersonDetails(
    full_name="Nguyễn Văn An",
    birth=PartialDate(1985, 3, 12),
    sex="male",
    id_number="999085004821",
    phone="0912 345 678",
    permanent_address="Ấp 1, xã Thường Lạc",
    current_address="Số nhà 12, ấp 1",
    relative="Trần Thị Bảy (mẹ), 0987654321",
    ethnicity="kinh",
    education="9/12",
    occupation="Làm ruộng",
    marital_status="độc thân",
)
AWAY = PersonDetails(full_name="Đào Thị Ngoài", birth=PartialDate(1990))
HIDDEN = ["Nguyễn", "An", "999085004821", "0912", "Thường Lạc", "Bảy", "1985-03-12"]


def details_with(**changes: object) -> PersonDetails:
    return replace(AN, **changes)  # type: ignore[arg-type]


def registered(cast: Cast, details: PersonDetails = AN) -> Person:
    return actions.register(details=replace(details, hamlet_id=cast.ap_1.pk), unit=cast.thuong_lac, by=SETTER, at=NOW)


def test_a_person_is_registered_whole_and_logged(cast: Cast) -> None:
    person = registered(cast)
    stored = Person.objects.get(pk=person.pk)
    assert queries.details_of(stored) == replace(AN, hamlet_id=cast.ap_1.pk)
    assert (stored.birth_year, stored.sex, stored.unit_path) == (1985, "male", cast.thuong_lac.path)
    entry = AuditEntry.objects.get(code="person.registered")
    assert entry.subject_id == str(person.pk)
    assert not any(word in entry.detail for word in HIDDEN)


def test_the_raw_row_tells_no_name_number_or_address(cast: Cast) -> None:
    registered(cast)
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM persons_person")
        row = cursor.fetchone()
    raw = b"|".join(bytes(cell) if isinstance(cell, bytes | memoryview) else str(cell).encode() for cell in row)
    for word in HIDDEN:
        if word != "An":
            assert word.encode() not in raw
    # The control: the same look does find what lies open on purpose.
    assert b"1985" in raw
    assert b"male" in raw


def test_a_seal_moved_to_another_row_does_not_open(cast: Cast) -> None:
    first = registered(cast)
    second = registered(cast, details_with(full_name="Lê Văn Tám", id_number="", phone=""))
    Person.objects.filter(pk=second.pk).update(full_name=first.full_name)
    with pytest.raises(CannotOpen):
        vault.reveal(Person.objects.get(pk=second.pk), "full_name")


def test_a_seal_moved_to_another_column_does_not_open(cast: Cast) -> None:
    person = registered(cast)
    Person.objects.filter(pk=person.pk).update(current_address=person.full_name)
    with pytest.raises(CannotOpen):
        vault.reveal(Person.objects.get(pk=person.pk), "current_address")


def test_one_id_number_stands_once_in_a_commune_and_nothing_is_left_half(cast: Cast) -> None:
    registered(cast)
    with pytest.raises(Refused) as refusal:
        actions.bulk_register(
            details=[details_with(full_name="Lê Văn Tám", id_number="", phone=""), AN],
            unit=cast.thuong_lac,
            by=SETTER,
            at=NOW,
        )
    assert refusal.value.code == "id-number-taken"
    assert Person.objects.count() == 1
    assert SocialProfile.objects.count() == 1


def test_the_same_id_number_in_another_commune_does_not_lock_its_register(cast: Cast) -> None:
    registered(cast)
    actions.register(details=AN, unit=cast.long_khanh_a, by=SETTER, at=NOW)
    assert Person.objects.count() == 2


@pytest.mark.parametrize("unit", ["hong_ngu", "dong_thap", "ap_1"])
def test_only_a_commune_keeps_a_register(cast: Cast, unit: str) -> None:
    with pytest.raises(Refused):
        actions.register(details=AN, unit=getattr(cast, unit), by=SETTER, at=NOW)


def test_a_hamlet_of_another_commune_is_refused(cast: Cast) -> None:
    with pytest.raises(Refused):
        actions.register(details=details_with(hamlet_id=cast.ap_1.pk), unit=cast.long_khanh_a, by=SETTER, at=NOW)


@pytest.mark.parametrize(
    "broken",
    [
        {"sex": "x"},
        {"birth_year": 1850},
        {"id_index": None},
        {"phone": None},
    ],
)
def test_the_database_itself_refuses_broken_rows(cast: Cast, broken: dict[str, object]) -> None:
    person = registered(cast)
    with pytest.raises(IntegrityError), transaction.atomic():
        Person.objects.filter(pk=person.pk).update(**broken)


def test_a_correction_moves_the_indexes_along(cast: Cast) -> None:
    person = registered(cast)
    actions.correct(
        person=person,
        changes={"full_name": "Nguyễn Văn Anh", "id_number": "999085004822", "phone": ""},
        by=SETTER,
        at=NOW,
        version=1,
    )
    viewer = cast.viewer(cast.officer)
    assert [found.full_name for found in queries.search(viewer, "anh")] == ["Nguyễn Văn Anh"]
    assert [found.full_name for found in queries.search(viewer, "999085004822")] == ["Nguyễn Văn Anh"]
    assert queries.search(viewer, "999085004821") == []
    assert queries.search(viewer, "0912345678") == []
    assert AuditEntry.objects.get(code="person.corrected").detail == '{"fields": "full_name, id_number, phone"}'


def test_of_two_corrections_of_one_version_the_second_sees_both(cast: Cast) -> None:
    person = registered(cast)
    actions.correct(person=person, changes={"occupation": "Thợ hồ"}, by=SETTER, at=NOW, version=1)
    with pytest.raises(LostUpdate) as refusal:
        actions.correct(person=person, changes={"occupation": "Buôn bán"}, by=SETTER, at=NOW, version=1)
    assert list(refusal.value.theirs.values()) == ["Thợ hồ"]
    assert list(refusal.value.yours.values()) == ["Buôn bán"]
    assert queries.details_of(Person.objects.get(pk=person.pk)).occupation == "Thợ hồ"


def test_opening_the_id_number_is_logged(cast: Cast) -> None:
    person = registered(cast)
    assert actions.reveal(person, field="id_number", by=SETTER, at=NOW) == "999085004821"
    assert AuditEntry.objects.filter(code="person.id_number_revealed", subject_id=str(person.pk)).count() == 1


def test_a_thousand_rows_need_few_queries(cast: Cast, django_assert_max_num_queries: object) -> None:
    details = [
        PersonDetails(
            full_name=f"Nguyễn Văn {chr(65 + n % 26)}{n}", birth=PartialDate(1960 + n % 45), id_number=f"{n:012d}"
        )
        for n in range(1000)
    ]
    # 12 of them are the three tables in chunks; SQLite splits the widest into many smaller inserts.
    limit = 60 if connection.vendor == "sqlite" else 16
    with django_assert_max_num_queries(limit):  # type: ignore[operator]
        persons = actions.bulk_register(details=details, unit=cast.thuong_lac, by=SETTER, at=NOW)
    assert Person.objects.count() == AuditEntry.objects.filter(code="person.registered").count() == 1000
    assert vault.reveal(persons[999], "full_name") == "Nguyễn Văn L999"


def test_who_gets_through_the_gate(cast: Cast) -> None:
    person = registered(cast)
    for account in (cast.officer, cast.leader, cast.police):
        assert policy.get_person_for(cast.viewer(account), person.pk) == person
    for account in (
        cast.helper,
        cast.neighbour_officer,
        cast.district_merger,
        cast.district_leader,
        cast.province_merger,
        cast.stranger_officer,
        cast.administrator,
    ):
        assert not policy.visible_to(cast.viewer(account)).exists()
        with pytest.raises(NotHere):
            policy.get_person_for(cast.viewer(account), person.pk)


def test_a_gate_is_for_one_permission(cast: Cast) -> None:
    person = registered(cast)
    assert policy.get_person_for(cast.viewer(cast.officer), person.pk, to=PersonPermission.CORRECT) == person
    with pytest.raises(NotHere):
        policy.get_person_for(cast.viewer(cast.police), person.pk, to=PersonPermission.CORRECT)


def test_a_posting_that_has_not_begun_opens_nothing(cast: Cast) -> None:
    person = registered(cast)
    with pytest.raises(NotHere):
        policy.get_person_for(cast.viewer(cast.officer, date(2018, 12, 31)), person.pk)


@pytest.mark.parametrize("asked", ["", "no-id", "00000000-0000-0000-0000-000000000000"])
def test_a_bad_id_answers_like_a_missing_person(cast: Cast, asked: str) -> None:
    with pytest.raises(NotHere):
        policy.get_person_for(cast.viewer(cast.officer), asked)


def test_a_relation_opens_somebody_only_within_a_post_that_may_have_relations(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    here, there = registered(cast), actions.register(details=AWAY, unit=cast.long_khanh_a, by=SETTER, at=NOW)
    monkeypatch.setattr(policy.person_relations, "_entries", {"test": lambda viewer: Q(pk__in=[here.pk, there.pk])})
    assert list(policy.visible_to(cast.viewer(cast.helper))) == [here]
    assert list(policy.visible_to(cast.viewer(cast.neighbour_officer))) == [there]
    for account in (cast.district_merger, cast.administrator):
        assert not policy.visible_to(cast.viewer(account)).exists()


def test_a_post_that_may_have_no_relations_is_not_even_asked_for_them(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They are questions to other tables, and asked at every gate."""
    asked = asked_of(policy.person_relations, monkeypatch)
    policy.visible_to(cast.viewer(cast.police))
    assert asked == []
    policy.visible_to(cast.viewer(cast.helper))
    assert set(asked) == {cast.helper.pk}


def test_a_form_sent_twice_finds_whom_it_made_for_those_alone_who_may_know_him(cast: Cast) -> None:
    key = ids.new_id()
    person = actions.register(details=AN, unit=cast.thuong_lac, by=SETTER, at=NOW, client_key=key)
    assert queries.registered_by_key(cast.viewer(cast.officer), key) == person
    for account, asked in ((cast.neighbour_officer, key), (cast.administrator, key), (cast.officer, None)):
        assert queries.registered_by_key(cast.viewer(account), asked) is None
