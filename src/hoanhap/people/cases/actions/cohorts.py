"""Cohorts: the people a commune follows and reports on together."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from hoanhap.foundation import audit
from hoanhap.foundation.places.models import Place, PlaceKind
from hoanhap.kernel.errors import Refused
from hoanhap.kernel.text import tidy
from hoanhap.people.cases.models import Case, Cohort, CohortMember

_CHUNK = 500


@transaction.atomic
def start_cohort(
    *, unit: Place, name: str, from_on: date, by: audit.Actor, at: datetime, to_on: date | None = None
) -> Cohort:
    """Begin to follow a group from a day on. Raises Refused."""
    if unit.kind != PlaceKind.COMMUNE:
        raise Refused(_("Chỉ cấp xã lập nhóm theo dõi."), code="unit-not-commune")
    if not tidy(name):
        raise Refused(_("Nhóm theo dõi cần có tên."), code="cohort-name")
    if to_on is not None and to_on <= from_on:
        raise Refused(_("Ngày kết thúc phải sau ngày bắt đầu."), code="cohort-period")
    try:
        with transaction.atomic():
            cohort = Cohort.objects.create(
                unit=unit, unit_path=unit.path, name=tidy(name)[:200], from_on=from_on, to_on=to_on
            )
    except IntegrityError as error:
        raise Refused(_("Đã có nhóm “%s” từ ngày này.") % tidy(name), code="cohort-twice") from error
    _log("cohort.started", cohort, by, at, {"members": 0})
    return cohort


@transaction.atomic
def add_to_cohort(
    *, cohort: Cohort, cases: Sequence[Case], joined_on: date, by: audit.Actor, at: datetime
) -> list[CohortMember]:
    """Follow these cases in the cohort from a day on, all or none. Raises Refused."""
    if joined_on < cohort.from_on or (cohort.to_on is not None and joined_on >= cohort.to_on):
        raise Refused(_("Ngày vào nhóm nằm ngoài thời gian theo dõi."), code="joined-outside")
    if any(case.unit_id != cohort.unit_id for case in cases):
        raise Refused(_("Có hồ sơ không thuộc đơn vị của nhóm."), code="case-elsewhere")
    # The database holds one open membership a person; one that has ended may still reach beyond this day.
    if CohortMember.objects.filter(case__in=cases, left_on__gt=joined_on).exists():
        raise _followed_already()
    members = [
        CohortMember(cohort=cohort, case=case, unit_id=cohort.unit_id, unit_path=cohort.unit_path, joined_on=joined_on)
        for case in cases
    ]
    try:
        with transaction.atomic():
            CohortMember.objects.bulk_create(members, batch_size=_CHUNK)
    except IntegrityError as error:
        raise _followed_already() from error
    subjects = [
        audit.Subject("case", member.case_id, member.unit_path, {"cohort": str(cohort.pk)}) for member in members
    ]
    audit.record_many("cohort.joined", by=by, at=at, rows=subjects)
    return members


@transaction.atomic
def remove_from_cohort(*, member: CohortMember, left_on: date, by: audit.Actor, at: datetime) -> CohortMember:
    """The case is followed in this cohort until before this day. Raises Refused."""
    if left_on <= member.joined_on:
        raise Refused(_("Ngày rời nhóm phải sau ngày vào nhóm."), code="left-before-joined")
    if not CohortMember.objects.filter(pk=member.pk, left_on=None).update(left_on=left_on):
        raise Refused(_("Người này đã rời nhóm."), code="left-already")
    member.left_on = left_on
    audit.record(
        "cohort.left",
        by=by,
        subject_kind="case",
        subject_id=member.case_id,
        unit_path=member.unit_path,
        at=at,
        detail={"cohort": str(member.cohort_id)},
    )
    return member


def _followed_already() -> Refused:
    return Refused(
        _("Có người đang được theo dõi trong một nhóm."),
        code="followed-already",
        way_out=_("Cho người đó rời nhóm cũ trước."),
    )


def _log(code: str, cohort: Cohort, by: audit.Actor, at: datetime, detail: dict[str, str | int | bool | None]) -> None:
    audit.record(
        code,
        by=by,
        subject_kind="cohort",
        subject_id=cohort.pk,
        unit_path=cohort.unit_path,
        at=at,
        detail=detail,
    )
