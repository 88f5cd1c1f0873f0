"""Writes: take a person into the register of a commune, correct what is written there, open a masked field."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields, replace
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from hoanhap.foundation import audit, vault
from hoanhap.foundation.places import paths
from hoanhap.foundation.places.models import Place, PlaceKind
from hoanhap.foundation.vault import sealing
from hoanhap.kernel import clock
from hoanhap.kernel.dates import PartialDate
from hoanhap.kernel.errors import NotHere, Refused
from hoanhap.people.persons import indexes, masks, queries, rules
from hoanhap.people.persons.models import SEALED, SOCIAL, Person, SocialProfile
from hoanhap.people.persons.rules import LostUpdate, PersonDetails

_CHUNK = 500
_LABELS = {
    **{name: label for name, label in masks.LABELS.items() if name != "birth_date"},
    "birth": masks.LABELS["birth_date"],
    "sex": lazy("Giới tính"),
    "hamlet_id": lazy("Ấp, khóm"),
    "ethnicity": lazy("Dân tộc"),
    "education": lazy("Trình độ học vấn"),
    "occupation": lazy("Nghề nghiệp"),
    "marital_status": lazy("Tình trạng hôn nhân"),
}
REVEALED = {
    "full_name": "person.name_revealed",
    "birth_date": "person.birth_date_revealed",
    "id_number": "person.id_number_revealed",
    "phone": "person.phone_revealed",
    "permanent_address": "person.permanent_address_revealed",
    "current_address": "person.current_address_revealed",
    "relative": "person.relative_revealed",
}
"""Sealed field → the code under which a look at it stands in the log."""


def register(
    *, details: PersonDetails, unit: Place, by: audit.Actor, at: datetime, client_key: UUID | None = None
) -> Person:
    """Take one person into the register of a commune. Raises Refused.

    `client_key`: the form's own id; whether it was sent before is asked before (`queries.registered_by_key`).
    """
    return bulk_register(details=[details], unit=unit, by=by, at=at, client_keys=[client_key])[0]


@transaction.atomic
def bulk_register(
    *,
    details: Sequence[PersonDetails],
    unit: Place,
    by: audit.Actor,
    at: datetime,
    client_keys: Sequence[UUID | None] = (),
) -> list[Person]:
    """Take many persons into the register of a commune, all or none, in the order given. Raises Refused.

    Whether they are registered already is asked before (`queries.match_many`); a second ID number is refused here too.
    """
    _check_unit(unit, details)
    on = clock.local_day(at)
    _refuse_ended(unit, on)
    checked = [rules.checked(row, on=on) for row in details]
    persons = [_new_person(row, unit, by, at) for row in checked]
    for person, key in zip(persons, client_keys, strict=False):
        person.client_key = key
    sealing.seal_many(zip(persons, map(_sealed_values, checked), strict=True))
    _insert(persons)
    profiles = (_profile(person, row) for person, row in zip(persons, checked, strict=True))
    SocialProfile.objects.bulk_create(profiles, batch_size=_CHUNK)
    subjects = [audit.Subject("person", person.pk, person.unit_path) for person in persons]
    audit.record_many("person.registered", by=by, at=at, rows=subjects)
    return persons


def _refuse_ended(unit: Place, on: date) -> None:
    if not unit.lives_on(on):
        raise Refused(
            _("%s đã được sắp xếp, không nhận thêm người.") % unit.heading,
            code="unit-ended",
            way_out=_("Ghi vào danh sách của đơn vị mới."),
        )


def _insert(persons: list[Person]) -> None:
    try:
        with transaction.atomic():
            Person.objects.bulk_create(persons, batch_size=_CHUNK)
    except IntegrityError as error:
        keys = [person.client_key for person in persons if person.client_key]
        if keys and Person.objects.filter(client_key__in=keys).exists():
            raise Refused(
                _("Trang này đã được gửi một lần."), code="client-key", way_out=_("Mở lại trang rồi ghi lại.")
            ) from error
        raise _number_taken() from error


def correct(
    *,
    person: Person,
    changes: Mapping[str, object],
    by: audit.Actor,
    at: datetime,
    version: int,
    may_reveal: bool = False,
) -> Person:
    """Change some of the details (names of `PersonDetails` fields). Raises LostUpdate when somebody wrote before.

    What the other wrote is shown whole, each field a logged look, to whoever may reveal; else masked.
    """
    try:
        return _corrected(person, changes, by, at, version)
    except _OutrunError as outrun:
        raise _lost_update(person, outrun, changes, by if may_reveal else None, at) from None


class _OutrunError(Exception):
    """Somebody else wrote since the version that was read."""

    def __init__(self, theirs: PersonDetails, yours: PersonDetails) -> None:
        super().__init__()
        self.theirs, self.yours = theirs, yours


@transaction.atomic
def _corrected(person: Person, changes: Mapping[str, object], by: audit.Actor, at: datetime, version: int) -> Person:
    present = Person.objects.select_for_update().filter(pk=person.pk).first()
    if present is None:
        raise NotHere
    before = queries.details_of(present)
    after = rules.checked(replace(before, **changes), on=clock.local_day(at))  # type: ignore[arg-type]
    _check_unit(present.unit, [after])
    claimed = Person.objects.filter(pk=person.pk, version=version).update(version=F("version") + 1)
    if not claimed:
        raise _OutrunError(before, after)
    present.version = version + 1
    _write(present, after)
    audit.record(
        "person.corrected",
        by=by,
        subject_kind="person",
        subject_id=present.pk,
        unit_path=present.unit_path,
        at=at,
        detail={"fields": ", ".join(_differing(before, after))},
    )
    return present


@transaction.atomic
def reveal(person: Person, *, field: str, by: audit.Actor, at: datetime) -> str:
    """One masked field, whole; the look is logged before it is answered. The caller has passed the field's gate."""
    _log_reveal(person, field, by, at)
    opened = vault.reveal(person, field)
    return str(PartialDate.from_iso(opened)) if field == "birth_date" and opened else opened


def _log_reveal(person: Person, field: str, by: audit.Actor, at: datetime) -> None:
    audit.record(
        REVEALED[field],
        by=by,
        subject_kind="person",
        subject_id=person.pk,
        unit_path=person.unit_path,
        at=at,
    )


def _check_unit(unit: Place, details: Iterable[PersonDetails]) -> None:
    if unit.kind != PlaceKind.COMMUNE:
        raise Refused(_("Chỉ cấp xã lập danh sách người được hỗ trợ."), code="unit-not-commune")
    wanted = {row.hamlet_id for row in details if row.hamlet_id}
    if not wanted:
        return
    below = Place.objects.filter(paths.under("path", unit.path), kind=PlaceKind.HAMLET, pk__in=wanted)
    if below.count() != len(wanted):
        raise Refused(_("Có ấp, khóm không thuộc %(unit)s.") % {"unit": unit.full_name}, code="hamlet-elsewhere")


def _new_person(row: PersonDetails, unit: Place, by: audit.Actor, at: datetime) -> Person:
    person = Person(unit=unit, unit_path=unit.path, registered_at=at, registered_by=by.account_id)
    _put_plain(person, row)
    return person


def _profile(person: Person, row: PersonDetails) -> SocialProfile:
    return SocialProfile(person=person, **{name: getattr(row, name) for name in SOCIAL})


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


def _differing(left: PersonDetails, right: PersonDetails) -> list[str]:
    return sorted(
        field.name for field in fields(PersonDetails) if getattr(left, field.name) != getattr(right, field.name)
    )


@transaction.atomic
def _lost_update(
    person: Person, outrun: _OutrunError, changes: Mapping[str, object], reader: audit.Actor | None, at: datetime
) -> LostUpdate:
    names = [name for name in _differing(outrun.theirs, outrun.yours) if name in changes]
    theirs: dict[str, str] = {}
    for name in names:
        said, sealed = str(getattr(outrun.theirs, name) or ""), "birth_date" if name == "birth" else name
        if sealed in SEALED and said and sealed != "full_name":
            if reader is None:
                said = masks.MASK
            else:
                _log_reveal(person, sealed, reader, at)
        theirs[str(_LABELS[name])] = said
    return LostUpdate(
        _("Có người khác vừa sửa thông tin này."),
        theirs=theirs,
        yours={str(_LABELS[name]): str(getattr(outrun.yours, name) or "") for name in names},
    )
