"""Putting an ended file away, opening it again with a second person, and destroying its key when its term is over.

A file that is put away gets a key of its own: out of every list at once, and gone for good when the key is destroyed.
Its dated rows stay, without a name or a word, because figures of the past count them.
"""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from hoanhap.foundation import audit, vault
from hoanhap.foundation.access.viewer import Viewer
from hoanhap.foundation.joint_acts import actions as joint
from hoanhap.foundation.joint_acts.models import JointAct
from hoanhap.foundation.notices import actions as notices
from hoanhap.foundation.privacy import queries as privacy
from hoanhap.foundation.privacy import rules as terms
from hoanhap.foundation.privacy.queries import TermHere
from hoanhap.foundation.privacy.subjects import PERSON
from hoanhap.kernel import clock
from hoanhap.kernel.errors import NotHere, Refused
from hoanhap.people.cases import duties, holdings, sealed
from hoanhap.people.cases.models import Case, UseProfile
from hoanhap.people.persons.models import Person, SocialProfile

CATEGORY = "cases.ended"
_CHUNK = 200
_EMPTY_INDEX, _EMPTY_SHORT = bytes(32), bytes(3)


@transaction.atomic
def seal_case(*, case: Case, by: audit.Actor, at: datetime) -> Case:
    """Put one ended file away, and the person with his last one. Raises Refused while the file is open."""
    present = _locked(case.pk)
    if present.closed_on is None:
        raise Refused(
            _("Hồ sơ chưa kết thúc nên chưa niêm phong được."),
            code="case-not-ended",
            way_out=_("Kết thúc hồ sơ trước."),
        )
    if present.sealed_at is not None:
        raise Refused(_("Hồ sơ này đã niêm phong."), code="case-sealed")
    _put_away([present], by, at)
    present.refresh_from_db()
    return present


@transaction.atomic
def unseal_case(*, case: Case, act: JointAct, by: Viewer, at: datetime) -> Case:
    """Open a file again for a month, once, with the second person's word. Raises NotHere, Refused."""
    if act.kind != sealed.KIND or act.subject_id != str(case.pk):
        raise NotHere
    joint.use(act, by=by, at=at, what=what_of(case))
    again = clock.local_day(at) + sealed.OPEN_AGAIN
    opened = Case.objects.filter(pk=case.pk, sealed_at__isnull=False, destroyed_at=None).update(
        sealed_at=None, seal_again_on=again, version=F("version") + 1
    )
    if not opened:
        raise NotHere
    _open_person(case, by.actor, at)
    _record("case.unsealed", [case], by.actor, at, {"until": again.isoformat(), "serial": act.serial})
    case.refresh_from_db()
    return case


def what_of(case: Case) -> str:
    """Exactly what the second person confirms; the same words whatever language the screen speaks."""
    return f"Mở niêm phong hồ sơ {case.code} trong {sealed.OPEN_AGAIN.days} ngày"


def seal_due(*, on: date, by: audit.Actor, at: datetime) -> int:
    """The nightly work: put away what ended long enough ago, unit by unit; how many."""
    return sum(_seal_unit(path, on, by, at) for path in _units(sealed_at=None, closed_on__isnull=False))


def destroy_due(*, on: date, by: audit.Actor, at: datetime) -> int:
    """The nightly work: destroy the keys of what was kept for its term, where the unit has set one; how many."""
    return sum(_destroy_unit(path, on, by, at) for path in _units(sealed_at__isnull=False, destroyed_at=None))


# -- putting away --------------------------------------------------------------------------------------------------


def _seal_unit(path: str, on: date, by: audit.Actor, at: datetime) -> int:
    term = privacy.term_at(path, CATEGORY)
    waiting = Case.objects.filter(unit_path=path, closed_on__isnull=False, sealed_at=None).order_by("closed_on", "id")
    done = 0
    for chunk in _chunks([case for case in waiting.defer("wish") if _is_due(case, term, on)]):
        held = privacy.hold_on(PERSON, [str(case.person_id) for case in chunk])
        with transaction.atomic():
            rows = [_locked(case.pk) for case in chunk if str(case.person_id) not in held]
            still = [row for row in rows if row.sealed_at is None and row.closed_on is not None]
            _put_away(still, by, at)
        done += len(still)
    return done


def _is_due(case: Case, term: TermHere, on: date) -> bool:
    if case.seal_again_on is not None:
        return case.seal_again_on <= on
    assert case.closed_on is not None  # noqa: S101 - the query asked for it
    due = terms.seal_on(case.closed_on, term.seal_after_days)
    return due is not None and due <= on


def _put_away(cases: Sequence[Case], by: audit.Actor, at: datetime) -> None:
    for case in cases:
        vault.reseal_many(holdings.of([case.pk]), scope=vault.subject_scope("case", case.pk))
    ids = [case.pk for case in cases]
    Case.objects.filter(pk__in=ids).update(sealed_at=at, seal_again_on=None, version=F("version") + 1)
    notices.cancel_about(subject_kind=duties.SUBJECT, subject_ids=[str(pk) for pk in ids], by=by, at=at)
    _record("case.sealed", cases, by, at)
    _put_persons_away({case.person_id for case in cases}, by, at)


def _put_persons_away(person_ids: set[UUID], by: audit.Actor, at: datetime) -> None:
    """Whoever has no file left outside goes with his last one."""
    outside = set(Case.objects.filter(person__in=person_ids, sealed_at=None).values_list("person_id", flat=True))
    persons = list(
        Person.objects.select_for_update(of=("self",))
        .filter(pk__in=person_ids - outside, sealed_at=None)
        .order_by("pk")
    )
    for person in persons:
        sealed_rows = [person, *holdings.of_person(person.pk)]
        vault.reseal_many(sealed_rows, scope=vault.subject_scope("person", person.pk))
    Person.objects.filter(pk__in=[person.pk for person in persons]).update(sealed_at=at, version=F("version") + 1)
    _record_persons("person.sealed", persons, by, at)


def _open_person(case: Case, by: audit.Actor, at: datetime) -> None:
    try:
        with transaction.atomic():
            opened = Person.objects.filter(pk=case.person_id, sealed_at__isnull=False, destroyed_at=None).update(
                sealed_at=None, version=F("version") + 1
            )
    except IntegrityError:
        raise Refused(
            _("Người này đã được ghi mới trong danh sách, nên không mở lại được bản đã niêm phong."),
            code="person-anew",
            way_out=_("Dùng hồ sơ mới; cần xem hồ sơ cũ thì hỏi quản trị."),
        ) from None
    if opened:
        _record_persons("person.unsealed", [case.person], by, at)


# -- destroying ----------------------------------------------------------------------------------------------------


def _destroy_unit(path: str, on: date, by: audit.Actor, at: datetime) -> int:
    years = privacy.term_at(path, CATEGORY).keep_years
    if years is None:
        return 0
    rows = Case.objects.filter(unit_path=path, sealed_at__isnull=False, destroyed_at=None).order_by("closed_on", "id")
    over = [case for case in rows.defer("wish") if _is_over(case, years, on)]
    done = 0
    for chunk in _chunks(over):
        held = privacy.hold_on(PERSON, [str(case.person_id) for case in chunk])
        with transaction.atomic():
            going = [case for case in chunk if str(case.person_id) not in held]
            _destroy(going, by, at)
        done += len(going)
    return done


def _is_over(case: Case, years: int, on: date) -> bool:
    assert case.closed_on is not None  # noqa: S101 - a sealed file has ended (constraint)
    due = terms.destroy_on(case.closed_on, years)
    return due is not None and due <= on


def _destroy(cases: Sequence[Case], by: audit.Actor, at: datetime) -> None:
    for case in cases:
        vault.destroy_scope(vault.subject_scope("case", case.pk), at=at)
    ids = [case.pk for case in cases]
    Case.objects.filter(pk__in=ids).update(destroyed_at=at)
    UseProfile.objects.filter(case__in=ids).update(
        first_use_year=None, substances="", route="", level="", rehab_count=None
    )
    _record("case.destroyed", cases, by, at)
    _destroy_persons({case.person_id for case in cases}, by, at)


def _destroy_persons(person_ids: set[UUID], by: audit.Actor, at: datetime) -> None:
    """Whose last file is gone is nobody any more: no name, no number, no index that could confirm a guess."""
    left = set(Case.objects.filter(person__in=person_ids, destroyed_at=None).values_list("person_id", flat=True))
    persons = list(Person.objects.filter(pk__in=person_ids - left, destroyed_at=None).order_by("pk"))
    for person in persons:
        vault.destroy_scope(vault.subject_scope("person", person.pk), at=at)
    Person.objects.filter(pk__in=[person.pk for person in persons]).update(
        destroyed_at=at,
        id_number=None,
        id_index=None,
        phone=None,
        phone_index=None,
        given_index=_EMPTY_SHORT,
        name_index=_EMPTY_INDEX,
        birth_year=None,
        hamlet=None,
    )
    SocialProfile.objects.filter(person__in=[person.pk for person in persons]).delete()
    _record_persons("person.destroyed", persons, by, at)


# -- shared --------------------------------------------------------------------------------------------------------


def _locked(case_id: UUID) -> Case:
    found = Case.objects.select_for_update(of=("self",)).filter(pk=case_id).first()
    if found is None:
        raise NotHere
    return found


def _units(**wanted: object) -> list[str]:
    return list(Case.objects.filter(**wanted).order_by("unit_path").values_list("unit_path", flat=True).distinct())


def _chunks(cases: Sequence[Case]) -> Iterator[Sequence[Case]]:
    return (cases[start : start + _CHUNK] for start in range(0, len(cases), _CHUNK))


def _record(
    code: str,
    cases: Sequence[Case],
    by: audit.Actor,
    at: datetime,
    detail: dict[str, str | int | bool | None] | None = None,
) -> None:
    rows = [audit.Subject("case", case.pk, case.unit_path, detail or {}) for case in cases]
    audit.record_many(code, by=by, at=at, rows=rows)


def _record_persons(code: str, persons: Sequence[Person], by: audit.Actor, at: datetime) -> None:
    audit.record_many(code, by=by, at=at, rows=[audit.Subject("person", row.pk, row.unit_path) for row in persons])
