"""The quarter's reviews are one piece of work of a commune; a one-year assessment is one of a case (việc đánh giá)."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime, timedelta

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from hoanhap.foundation.access.roles import Role
from hoanhap.foundation.access.viewer import Viewer
from hoanhap.foundation.audit import Actor
from hoanhap.foundation.notices import actions as notices
from hoanhap.foundation.notices.kinds import DutyKind, SubjectKind, SubjectLine, Urgency
from hoanhap.foundation.places.fates import Passage
from hoanhap.foundation.places.models import Place
from hoanhap.kernel import clock
from hoanhap.people.cases import duties as case_duties
from hoanhap.people.cases import states
from hoanhap.people.cases.models import Case
from hoanhap.people.reviews import following, rules
from hoanhap.people.reviews.models import Review, YearAssessment
from hoanhap.people.reviews.policy import ReviewPermission
from hoanhap.people.reviews.rules import Quarter

SUBJECT = "review_quarter"
TWO_MONTHS = timedelta(days=62)
QUARTER = DutyKind(
    code="reviews.quarter",
    title=_("Đánh giá {subject}"),
    action=_("Đánh giá"),
    subject_kind=SUBJECT,
    url="reviews-quarter",
    urgency=Urgency.PLAN,
)
YEAR = DutyKind(
    code="reviews.year",
    title=_("Đánh giá {subject} sau một năm kết thúc cai"),
    action=_("Đánh giá"),
    subject_kind=case_duties.SUBJECT,
    url="review-year",
    urgency=Urgency.PLAN,
)


def waiting(quarter: Quarter) -> QuerySet[Case]:
    """The cases whose review of this quarter is still to be written; whoever calls has passed a gate."""
    written = Review.objects.filter(case=OuterRef("pk"), year=quarter.year, quarter=quarter.number)
    return managed(quarter).filter(~Exists(written))


def managed(quarter: Quarter) -> QuerySet[Case]:
    """The cases reviewed in this quarter: open, living in the commune, known to it for thirty days by its end."""
    return Case.objects.filter(closed_on=None, state__in=states.FOLLOWED, opened_on__lte=quarter.known_by)


def renew(units: Iterable[Place], *, by: Actor, at: datetime) -> None:
    """Ask each commune for the reviews that are missing, settle what is done; safe to repeat (nightly)."""
    places = {unit.pk: unit for unit in units}
    for quarter in rules.quarters_asked(clock.local_day(at)):
        missing = waiting(quarter).filter(unit__in=places)
        lacking = set(missing.order_by().values_list("unit", flat=True).distinct())
        done = [_key(pk, quarter) for pk in places if pk not in lacking]
        notices.settle_many(done, by=by, at=at)
        notices.open_many([_spec(places[pk], quarter) for pk in sorted(lacking)], by=by, at=at)


def settle_done(unit: Place, quarter: Quarter, *, by: Actor, at: datetime) -> None:
    """After reviews were written: nothing is asked any more of a commune that reviewed everybody."""
    if not waiting(quarter).filter(unit=unit).exists():
        notices.settle(_key(unit.pk, quarter), by=by, at=at)


def ask_years(*, by: Actor, at: datetime) -> int:
    """The daily job: the assessments that fall due within thirty days or fell due this year; how many were opened."""
    today = clock.local_day(at)
    since, until = today.replace(year=today.year - 2, day=1), today.replace(year=today.year - 1, day=1) + TWO_MONTHS
    ended = following.ended_between(Case.objects.filter(closed_on=None), since, until)
    due = {pk: day for pk, day in ended.items() if rules.due_on(day) - rules.EARLY <= today}
    done = set(YearAssessment.objects.filter(case__in=list(due)).values_list("case_id", "ended_on"))
    wanted = [pk for pk, day in due.items() if (pk, day) not in done]
    found = Case.objects.filter(pk__in=wanted).order_by("id")
    return notices.open_many([_year_spec(case, due[case.pk]) for case in found], by=by, at=at)


def settle_year(case: Case, ended_on: date, *, by: Actor, at: datetime) -> None:
    notices.settle(_year_key(case, ended_on), by=by, at=at)


def end_unit(passage: Passage) -> int:
    """Nothing more is asked of a commune that has ended; the new one is asked for its own people at night."""
    first = Quarter.of(passage.on)
    ids = [_subject(passage.old.pk, quarter) for quarter in (first.previous.previous, first.previous, first)]
    return notices.cancel_about(subject_kind=SUBJECT, subject_ids=ids, by=passage.by, at=passage.at)


def _lines(viewer: Viewer, ids: Collection[str]) -> Mapping[str, SubjectLine]:
    """ "quý 2/2020, xã Thường Lạc", with how many are missing."""
    parts = [(subject, *_parted(subject)) for subject in ids]
    places = Place.objects.filter(viewer.scope_q(ReviewPermission.WRITE, "path"), pk__in=[pk for _, pk, _ in parts])
    named = {place.pk: place.full_name for place in places}
    found = {}
    for subject, pk, quarter in parts:
        if pk in named:
            count = waiting(quarter).filter(unit=pk).count()
            found[subject] = SubjectLine(
                label=say("%(quarter)s, %(unit)s") % {"quarter": quarter.label, "unit": named[pk]},
                detail=ngettext("còn %(count)d người", "còn %(count)d người", count) % {"count": count},
                args={"quarter": quarter.code},
            )
    return found


SUBJECTS = SubjectKind(lines=_lines, unnamed=_("một quý"))


def _spec(unit: Place, quarter: Quarter) -> notices.DutySpec:
    return notices.DutySpec(
        kind=QUARTER.code,
        key=_key(unit.pk, quarter),
        subject_id=_subject(unit.pk, quarter),
        unit_id=unit.pk,
        unit_path=unit.path,
        role=Role.COMMUNE_OFFICER,
        due_at=quarter.period.ends_at,
    )


def _year_spec(case: Case, ended_on: date) -> notices.DutySpec:
    return notices.DutySpec(
        kind=YEAR.code,
        key=_year_key(case, ended_on),
        subject_id=str(case.pk),
        unit_id=case.unit_id,
        unit_path=case.unit_path,
        role=Role.COMMUNE_OFFICER,
        due_at=clock.at(rules.due_on(ended_on) + rules.EARLY),
    )


def _key(unit_id: int, quarter: Quarter) -> str:
    return f"{QUARTER.code}:{_subject(unit_id, quarter)}"


def _year_key(case: Case, ended_on: date) -> str:
    return f"{YEAR.code}:{case.pk}:{ended_on:%Y%m%d}"


def _subject(unit_id: int, quarter: Quarter) -> str:
    return f"{unit_id}.{quarter.code}"


def _parted(subject: str) -> tuple[int, Quarter]:
    unit, _dot, code = subject.partition(".")
    return int(unit), Quarter.read(code)
