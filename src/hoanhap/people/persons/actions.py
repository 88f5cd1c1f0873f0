"""Writes: take a person into the register of a commune, correct what is written there, open a hidden number."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, fields, replace
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from hoanhap.foundation import audit, vault
from hoanhap.foundation.places import paths
from hoanhap.foundation.places.models import Place, PlaceKind
from hoanhap.foundation.vault import sealing
from hoanhap.kernel import clock
from hoanhap.kernel.errors import NotHere, Refused
from hoanhap.people.persons import indexes, queries, rules
from hoanhap.people.persons.models import SEALED, SOCIAL, Person, SocialProfile
from hoanhap.people.persons.rules import LostUpdate, PersonDetails

_CHUNK = 500
_LABELS = {
    "full_name": lazy("Họ và tên"),
    "birth": lazy("Ngày sinh"),
    "sex": lazy("Giới tính"),
    "id_number": lazy("Số CCCD/CMND"),
    "phone": lazy("Điện thoại"),
    "permanent_address": lazy("Nơi thường trú"),
    "current_address": lazy("Nơi ở hiện nay"),
    "relative": lazy("Người thân"),
    "hamlet_id": lazy("Ấp, khóm"),
    "ethnicity": lazy("Dân tộc"),
    "education": lazy("Trình độ học vấn"),
    "occupation": lazy("Nghề nghiệp"),
    "marital_status": lazy("Tình trạng hôn nhân"),
}


def register(*, details: PersonDetails, unit: Place, by: audit.Actor, at: datetime) -> Person:
    """Take one person into the register of a commune. Raises Refused."""
    return bulk_register(details=[details], unit=unit, by=by, at=at)[0]


@transaction.atomic
def bulk_register(*, details: Sequence[PersonDetails], unit: Place, by: audit.Actor, at: datetime) -> list[Person]:
    """Take many persons into the register of a commune, all or none, in the order given. Raises Refused.

    Whether they are registered already is asked before (`queries.match_many`); a second ID number is refused here too.
    """
    _check_unit(unit, details)
    on = clock.local_day(at)
    checked = [rules.checked(row, on=on) for row in details]
    persons = [_new_person(row, unit, by, at) for row in checked]
    sealing.seal_many(zip(persons, map(_sealed_values, checked), strict=True))
    try:
        with transaction.atomic():
            Person.objects.bulk_create(persons, batch_size=_CHUNK)
    except IntegrityError as error:
        raise _number_taken() from error
    SocialProfile.objects.bulk_create(
        [
            SocialProfile(person=person, **{name: getattr(row, name) for name in SOCIAL})
            for person, row in zip(persons, checked, strict=True)
        ],
        batch_size=_CHUNK,
    )
    subjects = [audit.Subject("person", person.pk, person.unit_path) for person in persons]
    audit.record_many("person.registered", by=by, at=at, rows=subjects)
    return persons


@transaction.atomic
def correct(*, person: Person, changes: Mapping[str, object], by: audit.Actor, at: datetime, version: int) -> Person:
    """Change some of the details (names of `PersonDetails` fields). Raises LostUpdate when somebody wrote before."""
    present = Person.objects.select_for_update().filter(pk=person.pk).first()
    if present is None:
        raise NotHere
    before = queries.details_of(present)
    after = rules.checked(replace(before, **changes), on=clock.local_day(at))  # type: ignore[arg-type]
    _check_unit(present.unit, [after])
    claimed = Person.objects.filter(pk=person.pk, version=version).update(version=F("version") + 1)
    if not claimed:
        raise _lost_update(before, after, changes)
    present.version = version + 1
    _write(present, after)
    changed = sorted(name for name, value in asdict(after).items() if asdict(before)[name] != value)
    audit.record(
        "person.corrected",
        by=by,
        subject_kind="person",
        subject_id=present.pk,
        unit_path=present.unit_path,
        at=at,
        detail={"fields": ", ".join(changed)},
    )
    return present


@transaction.atomic
def reveal_id_number(person: Person, *, by: audit.Actor, at: datetime) -> str:
    """The whole ID number; the look is logged before it is answered. The caller has passed the gate REVEAL."""
    audit.record(
        "person.id_number_revealed",
        by=by,
        subject_kind="person",
        subject_id=person.pk,
        unit_path=person.unit_path,
        at=at,
    )
    return vault.reveal(person, "id_number")


def _check_unit(unit: Place, details: Iterable[PersonDetails]) -> None:
    if unit.kind != PlaceKind.COMMUNE:
        raise Refused(_("Chỉ cấp xã lập danh sách người được hỗ trợ."), code="unit-not-commune")
    wanted = {row.hamlet_id for row in details if row.hamlet_id}
    below = Place.objects.filter(paths.under("path", unit.path), kind=PlaceKind.HAMLET, pk__in=wanted)
    if wanted and below.count() != len(wanted):
        raise Refused(_("Có ấp, khóm không thuộc %(unit)s.") % {"unit": unit.full_name}, code="hamlet-elsewhere")


def _new_person(row: PersonDetails, unit: Place, by: audit.Actor, at: datetime) -> Person:
    person = Person(unit=unit, unit_path=unit.path, registered_at=at, registered_by=by.account_id)
    _put_plain(person, row)
    return person


def _put_plain(person: Person, row: PersonDetails) -> None:
    person.hamlet_id = row.hamlet_id
    person.sex = row.sex
    person.birth_year = row.birth_year
    person.id_index = indexes.of_id_number(row.id_number)
    person.phone_index = indexes.of_phone(row.phone)
    person.given_index = indexes.of_given(row.full_name.split()[-1], row.birth_year)
    person.name_index = indexes.of_name(row.full_name, row.birth_year, row.hamlet_id or person.unit_id)


def _sealed_values(row: PersonDetails) -> dict[str, str | None]:
    plain = {name: getattr(row, name) for name in SEALED if name != "birth_date"}
    return {**plain, "birth_date": row.birth.iso if row.birth else None}


def _write(person: Person, row: PersonDetails) -> None:
    _put_plain(person, row)
    vault.seal(person, **_sealed_values(row))
    try:
        with transaction.atomic():
            person.save(update_fields=[*SEALED, *_PLAIN])
    except IntegrityError as error:
        raise _number_taken() from error
    values = {name: getattr(row, name) for name in SOCIAL}
    SocialProfile.objects.update_or_create(person=person, defaults=values)


_PLAIN = ("hamlet", "sex", "birth_year", "id_index", "phone_index", "given_index", "name_index")


def _number_taken() -> Refused:
    return Refused(
        _("Trong đơn vị đã có người mang số giấy tờ này."),
        code="id-number-taken",
        way_out=_("Tìm theo số giấy tờ rồi ghi tiếp vào hồ sơ đã có."),
    )


def _lost_update(theirs: PersonDetails, yours: PersonDetails, changes: Mapping[str, object]) -> LostUpdate:
    names = [field.name for field in fields(PersonDetails) if field.name in changes]
    return LostUpdate(
        _("Có người khác vừa sửa thông tin này."),
        theirs={str(_LABELS[name]): str(getattr(theirs, name) or "") for name in names},
        yours={str(_LABELS[name]): str(getattr(yours, name) or "") for name in names},
    )
