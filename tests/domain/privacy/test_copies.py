"""The copy a person is handed: everything held about him, nobody else's name, who looked and why; nothing forgotten."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import pytest
from django.apps import apps
from django.db import models, transaction

from hoanhap.foundation.audit.models import AuditEntry
from hoanhap.foundation.documents import pdf_writer
from hoanhap.foundation.privacy import copies, papers, parts
from hoanhap.foundation.privacy.copies import Copy
from hoanhap.foundation.privacy.parts import Room
from hoanhap.foundation.vault.classes import field_classes
from hoanhap.kernel import clock
from hoanhap.people.care import annex as annexes
from hoanhap.people.care import health_room
from hoanhap.people.care import policy as care_policy
from hoanhap.people.cases import actions as cases
from hoanhap.people.persons import rights
from hoanhap.people.persons.models import Person
from tests import cast as stage
from tests import people
from tests.cast import NOW, Cast
from tests.domain.privacy import history
from tests.domain.privacy.history import HEALTH_WORDS, POLICE_WORD, THIRD, THIRD_NUMBERS, WORDS, Told

pytestmark = pytest.mark.django_db
ABOUT = {"personal", "sensitive"}


# --- which fields tell of a person --------------------------------------------------------------------------------


def reachable() -> set[type[models.Model]]:
    """Tables from which foreign keys lead to a person, however long the way, and those that name him by his id."""
    found: set[type[models.Model]] = {Person}
    grown = True
    while grown:
        grown = False
        for model in apps.get_models():
            leads = any(field.related_model in found for field in model._meta.concrete_fields if field.is_relation)
            if model not in found and (leads or _names_by_id(model)):
                found.add(model)
                grown = True
    return found


def _names_by_id(model: type[models.Model]) -> bool:
    """Rows that point at their subject by an id alone, and say something about it."""
    names = {field.name for field in model._meta.concrete_fields}
    known = model._meta.label in field_classes
    return known and "subject_id" in names and "sensitive" in field_classes[model._meta.label].values()


def told_of() -> set[str]:
    """Every field about a person that can be reached from him."""
    return {
        f"{model._meta.label}.{name}"
        for model in reachable()
        if model._meta.label in field_classes
        for name, kind in field_classes[model._meta.label].items()
        if kind in ABOUT
    }


def forgotten(covered: frozenset[str], excepted: set[str]) -> list[str]:
    return sorted(told_of() - covered - excepted)


def test_no_field_is_forgotten() -> None:
    assert len(told_of()) > 80
    assert forgotten(parts.covered(), set(parts.exceptions.keys())) == []


def test_a_forgotten_field_is_noticed() -> None:
    """Known-bad control: a part that leaves one field out."""
    part = parts.parts["care.Contact/main"]
    fields = {name: label for name, label in part.fields.items() if name != "note"}
    covered = parts.covered() - part.covers | replace(part, fields=fields).covers
    assert forgotten(covered, set(parts.exceptions.keys())) == ["care.Contact.note"]


def test_nothing_is_excepted_that_is_not_there_and_each_exception_says_why() -> None:
    assert set(parts.exceptions.keys()) - told_of() - _unreached() == set()
    assert all(len(str(reason)) > 20 for reason in parts.exceptions.values())
    assert parts.covered() & set(parts.exceptions.keys()) == set()


def _unreached() -> set[str]:
    """Breaches name nobody: excepted in words all the same."""
    return {"privacy.Breach.what", "privacy.BreachStep.said"}


def test_every_part_speaks_of_fields_that_are_there() -> None:
    for name in parts.covered():
        label, _dot, field = name.rpartition(".")
        assert apps.get_model(label)._meta.get_field(field), name


# --- what stands in it --------------------------------------------------------------------------------------------


@dataclass
class Set:
    """A person with a whole history, and one without any, laid out once for all tests that only read."""

    cast: Cast
    told: Told
    bare: Person


@pytest.fixture(scope="module")
def stage_set(django_db_setup: None, django_db_blocker: Any) -> Iterator[Set]:
    with django_db_blocker.unblock(), transaction.atomic():
        clock.set_start(NOW)
        cast = stage.make()
        told = history.told(cast)
        yield Set(cast, told, people.register_person(cast, "Phạm Văn Mẫu", birth="1980"))
        clock.set_start(None)
        transaction.set_rollback(True)


@pytest.fixture
def told(stage_set: Set) -> Iterator[Told]:
    before = transaction.savepoint()
    yield stage_set.told
    transaction.savepoint_rollback(before)


@pytest.fixture
def cast(stage_set: Set) -> Cast:
    return stage_set.cast


def copy_of(told: Told, room: Room = Room.MAIN, **options: Any) -> Copy:
    return copies.compose(rights.subject_of(told.person), at=NOW, room=room, **options)


def values(copy: Copy) -> Iterator[tuple[str, str]]:
    for section in copy.sections:
        for row in section.rows:
            yield from ((line.field, line.value) for line in row)


def missing(copy: Copy, wanted: Mapping[str, str]) -> list[str]:
    said = list(values(copy))
    return [field for field, word in wanted.items() if not any(f == field and word in value for f, value in said)]


def test_every_word_ever_written_about_him_is_in_it(told: Told) -> None:
    assert missing(copy_of(told), WORDS) == []


@pytest.mark.requirement("S2-27")
def test_every_declared_field_with_something_in_it_is_in_it(told: Told) -> None:
    """Not only the words: each plain field as well, for the history fills them all but these."""
    empty = {
        "cases.Case.closed_on",
        "cases.Case.former_codes",
        "cases.CohortMember.left_on",
        "cases.StageRecord.to_on",
        "community.ClubMember.valid_to",
        "community.Story.hidden_at",
        "care.Contact.missed_reason",
        "care.ContactVersion.missed_reason",
        "care.Referral.declined_because",
        "files.StoredFile.removed_at",
        "privacy.Consent.withdrawn_on",
        "reintegration.HelperAssignment.decision_number",
    }
    shown = {field for field, _value in values(copy_of(told))}
    main = {name for part in parts.parts.values() if part.room is Room.MAIN for name in part.covers}
    never = {name for name in main if name.startswith(("persons.Relocation", "exchange.ImportRow"))}
    assert main - shown - never == empty


def test_a_part_that_loses_its_rows_is_noticed(told: Told, monkeypatch: pytest.MonkeyPatch) -> None:
    """Known-bad control."""
    part = parts.parts["care.Contact/main"]
    monkeypatch.setitem(
        parts.parts._entries, "care.Contact/main", replace(part, rows=lambda _id: part.rows(_id).none())
    )
    assert missing(copy_of(told), WORDS) == ["care.Contact.need", "care.Contact.note"]


def whole(copy: Copy) -> str:
    return copies.as_json(copy).decode()


def test_nobody_elses_name_or_number_is_in_it(told: Told) -> None:
    text = whole(copy_of(told))
    assert [name for name in (*THIRD, *THIRD_NUMBERS, "bà Hạnh") if name in text] == []
    assert "(người giúp đỡ)" in text
    assert "(người thân)" in text


def test_without_the_registers_of_others_they_would_be(told: Told, monkeypatch: pytest.MonkeyPatch) -> None:
    """Known-bad control."""
    monkeypatch.setattr(copies, "third_persons_of", lambda _id: [])
    text = whole(copy_of(told))
    assert "Trần Văn Bảy" in text


def test_names_the_house_does_not_know_are_masked_when_the_officer_says_so(told: Told) -> None:
    assert "Lê Văn Thành" in whole(copy_of(told))  # who signed the decision
    assert "Lê Văn Thành" not in whole(copy_of(told, also=["Lê Văn Thành"]))


def test_what_the_police_keep_is_not_in_it_and_that_is_said(told: Told, cast: Cast) -> None:
    cases.reveal_prior_record(case=told.case, by=cast.viewer(cast.police).actor, at=NOW)
    copy = copy_of(told)
    assert POLICE_WORD not in whole(copy)
    assert not any("tiền án" in look.act for look in copy.looks)
    assert any("công an" in reason for reason in copy.left_out)


def test_the_health_room_hands_over_its_own(told: Told, cast: Cast) -> None:
    main, annex = copy_of(told), copy_of(told, Room.HEALTH)
    assert [word for word in HEALTH_WORDS.values() if word in whole(main)] == []
    assert not any("sức khỏe" in look.act for look in main.looks)
    assert missing(annex, HEALTH_WORDS) == []
    assert any("Ghi sổ sức khỏe" in look.act for look in annex.looks)
    rooms = ("HealthRecord", "HealthRecordVersion", "DetoxEpisode", "ClinicSheet", "SubstitutionPhase")
    own = {"assessment.Determination", "assessment.Scoring"}
    assert {section.model for section in annex.sections} == {f"care.{label}" for label in rooms} | own


def test_each_part_of_the_health_room_is_narrowed_to_the_station_that_wrote_it(told: Told, cast: Cast) -> None:
    """A part the annex does not know how to narrow would be an error on the day somebody asks."""
    subject, narrow = annexes.open_annex(cast.viewer(cast.health_station), told.person.pk, NOW)
    narrowed = copies.compose(subject, at=NOW, room=Room.HEALTH, narrow=narrow)
    assert missing(narrowed, HEALTH_WORDS) == []


def test_the_main_copy_does_not_tell_whether_there_is_a_health_room(told: Told, stage_set: Set) -> None:
    bare = copies.compose(rights.subject_of(stage_set.bare), at=NOW)
    assert bare.left_out == copy_of(told).left_out


def test_a_room_whose_codes_nobody_set_apart_would_tell(told: Told, monkeypatch: pytest.MonkeyPatch) -> None:
    """Known-bad control."""
    monkeypatch.delitem(parts.rooms_of_codes._entries, "health")
    assert any("sức khỏe" in look.act for look in copy_of(told).looks)


def test_every_code_of_a_shut_room_belongs_to_it() -> None:
    """Acts of the police and the health room are those whose first word says so; a new one must not slip out."""
    from hoanhap.foundation import audit

    shut = [code for code, label in audit.codes.items() if "tiền án" in label or "sổ sức khỏe" in label]
    assert len(shut) >= 5
    assert [code for code in shut if copies.room_of_code(code) is Room.MAIN] == []


def test_who_looked_when_and_why_without_anybodys_name(told: Told, cast: Cast) -> None:
    viewer = cast.viewer(cast.officer)
    rights.open_subject(viewer, told.person.pk, NOW)
    copy = copy_of(told)
    about_him = AuditEntry.objects.filter(subject_id__in=[str(told.person.pk), str(told.case.pk)])
    shut = [entry for entry in about_him if copies.room_of_code(entry.code) is not Room.MAIN]
    assert len(copy.looks) == about_him.count() - len(shut)
    assert any(look.title == "cán bộ Tổ công tác" for look in copy.looks)
    officials = [account.display_name for account in cast.everybody().values()]
    said = json.dumps([(look.title, look.act, look.purpose) for look in copy.looks], ensure_ascii=False)
    assert [name for name in officials if name in said] == []


@pytest.mark.requirement("S2-27")
def test_the_paper_reads_in_vietnamese_and_is_a_pdf(told: Told, cast: Cast) -> None:
    paper = papers.of_copy(copy_of(told), cast.thuong_lac)
    headings = [block.text for block in paper.body if type(block).__name__ == "Heading"]
    assert "Ai đã xem, đã ghi, và để làm gì" in headings
    assert "Phần không có trong bản này" in headings
    assert pdf_writer.write(paper).startswith(b"%PDF")


def test_in_another_language_of_the_screen_the_copy_stays_vietnamese(told: Told) -> None:
    from django.utils import translation

    with translation.override("en"):
        assert whole(copy_of(told)) == whole(copy_of(told))
        assert '"label": "Họ và tên"' in whole(copy_of(told))


def test_the_station_hands_over_only_through_its_own_door(told: Told, cast: Cast) -> None:
    assert parts.room_gates[Room.HEALTH] is care_policy.HealthPermission.READ
    nurse = cast.viewer(cast.health_station)
    room = care_policy.get_room_for(nurse, told.case.pk)
    assert [one.text for one in health_room.read(nurse, room, at=NOW)] == ["huyết áp ổn định"]
