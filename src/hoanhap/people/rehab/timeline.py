"""Dossiers, papers, violations, absences and what was decided elsewhere, in the timeline of a case (diễn biến)."""

from collections.abc import Callable, Iterable, Mapping
from datetime import timedelta

from django.utils.translation import gettext as _

from hoanhap import law
from hoanhap.foundation.access.viewer import Viewer
from hoanhap.kernel import clock
from hoanhap.kernel.dates import show
from hoanhap.people.cases.models import Case
from hoanhap.people.cases.queries import Event, Source, source
from hoanhap.people.rehab.models import (
    Absence,
    CasePaper,
    Certificate,
    Dossier,
    FollowedDecision,
    Found,
    Happening,
    ResidenceCheck,
    StepGround,
    TransitionChoice,
    Violation,
    Way,
)
from hoanhap.people.rehab.policy import RehabPermission

KIND = "rehab"


def _kept(tell: Callable[[Case], Iterable[Event]]) -> Callable[[Case, Viewer], Iterable[Event]]:
    """For who keeps measures. What was seen of a violation is not told here, only that it was recorded."""

    def told(case: Case, viewer: Viewer) -> Iterable[Event]:
        return tell(case) if viewer.may(RehabPermission.READ, case.unit_path) else ()

    return told


def _dossiers(case: Case) -> Iterable[Event]:
    for row in Dossier.objects.filter(case=case).order_by("opened_on", "id"):
        verb = _(law.verb_label(row.verb))
        yield Event(
            at=clock.at(row.opened_on), kind=KIND, title=_("Lập danh mục giấy tờ: %s") % verb, subject_id=str(row.pk)
        )
        if row.submitted_at:
            yield Event(
                at=row.submitted_at, kind=KIND, title=_("Trình hồ sơ: %s") % verb, subject_id=str(row.pk), timed=True
            )
        if row.ended_on and row.state == "refused":
            yield Event(
                at=clock.at(row.ended_on),
                kind=KIND,
                title=_("Không tiếp nhận: %s") % verb,
                article=row.article,
                subject_id=str(row.pk),
            )


def _papers(case: Case) -> Iterable[Event]:
    rows = CasePaper.objects.filter(case=case, issued_at__isnull=False).select_related("document")
    for row in rows.order_by("issued_at", "id"):
        number = row.document.notation if row.document else ""
        yield Event(
            at=clock.at(row.document.issued_on if row.document and row.document.issued_on else row.on),
            kind=KIND,
            title=_("Ban hành: %s") % _(row.title),
            detail=_("số %s") % number if number else "",
            article=row.article,
            subject_id=str(row.pk),
        )


def _certificates(case: Case) -> Iterable[Event]:
    for line in Certificate.objects.filter(case=case, paper=None).order_by("issued_on", "id"):
        words = {"number": line.number, "issuer": line.issuer_name, "type": line.get_completion_display()}
        yield Event(
            at=clock.at(line.issued_on),
            kind=KIND,
            title=_("Giấy chứng nhận hoàn thành số %(number)s") % words,
            detail=_("%(issuer)s · %(type)s") % words,
            subject_id=str(line.pk),
        )


def _violations(case: Case) -> Iterable[Event]:
    steps = law.casework_words().ladder_steps
    for row in Violation.objects.filter(case=case).order_by("number"):
        yield Event(
            at=clock.at(row.on),
            kind=KIND,
            title=_("Ghi vi phạm lần %d") % row.number,
            detail=_(steps[row.step]),
            article=row.article,
            subject_id=str(row.pk),
        )


def _absences(case: Case) -> Iterable[Event]:
    for away in Absence.objects.filter(case=case).order_by("from_on", "id"):
        yield Event(
            at=clock.at(away.from_on), kind=KIND, title=_away(away), article=away.article, subject_id=str(away.pk)
        )


def _happenings(case: Case) -> Iterable[Event]:
    words = law.casework_words().happenings
    for what in Happening.objects.filter(case=case).order_by("happened_at", "id"):
        yield Event(at=what.happened_at, kind=KIND, title=_(words[what.code]), subject_id=str(what.pk), timed=True)


def _grounds(case: Case) -> Iterable[Event]:
    for ground in (
        StepGround.objects.filter(case=case, standing__struck=False).select_related("standing").order_by("id")
    ):
        yield Event(
            at=clock.at(ground.standing.from_on),
            kind=KIND,
            title=_("Lý do: %s") % _ground(ground),
            article=ground.article,
            subject_id=str(ground.pk),
        )


def _away(row: Absence) -> str:
    reported = _("có báo") if row.reported else _("không báo")
    if row.to_on is None:
        return _("Vắng mặt (%s), chưa về") % reported
    words = {"reported": reported, "last": show(row.to_on - timedelta(days=1)), "added": row.days_added}
    said = _("Vắng mặt (%(reported)s) đến hết ngày %(last)s") % words
    return said + (_("; %(added)d ngày không được tính") % words if row.days_added else "")


def _ground(row: StepGround) -> str:
    found = law.casework_of(row.regime).grounds
    return next((_(one.label_vi) for one in found if one.verb == row.verb and one.code == row.ground), row.ground)


def _followed(case: Case) -> Iterable[Event]:
    for row in FollowedDecision.objects.filter(case=case).order_by("from_on", "id"):
        yield Event(
            at=clock.at(row.from_on),
            kind=KIND,
            title=_("Theo dõi tại %s") % row.facility_name,
            detail=str(row.get_kind_display()),
            signer=row.decider_name,
            subject_id=str(row.pk),
        )
        if row.ended_on:
            yield Event(
                at=clock.at(row.ended_on),
                kind=KIND,
                title=_("Kết thúc tại %s") % row.facility_name,
                detail=str(row.get_end_display()),
                subject_id=str(row.pk),
            )


def _checks(case: Case) -> Iterable[Event]:
    # Somebody seen at home month after month is no event; somebody not seen is one.
    for check in ResidenceCheck.objects.filter(case=case).exclude(found=Found.PRESENT).order_by("on", "id"):
        yield Event(
            at=clock.at(check.on),
            kind=KIND,
            title=_("Kiểm tra cư trú: %s") % check.get_found_display(),
            subject_id=str(check.pk),
        )


def _choices(case: Case) -> Iterable[Event]:
    for choice in TransitionChoice.objects.filter(case=case).order_by("on", "id"):
        yield Event(
            at=clock.at(choice.on),
            kind=KIND,
            title=_("Khi đổi luật: %s") % Way(choice.way).label,
            article=choice.article,
            subject_id=str(choice.pk),
        )


SOURCES: Mapping[str, Source] = {
    "Dossier": source(_kept(_dossiers), Dossier),
    "CasePaper": source(_kept(_papers), CasePaper),
    "Certificate": source(_kept(_certificates), Certificate),
    "Violation": source(_kept(_violations), Violation),
    "Absence": source(_kept(_absences), Absence),
    "Happening": source(_kept(_happenings), Happening),
    "StepGround": source(_kept(_grounds), StepGround),
    "FollowedDecision": source(_kept(_followed), FollowedDecision),
    "ResidenceCheck": source(_kept(_checks), ResidenceCheck),
    "TransitionChoice": source(_kept(_choices), TransitionChoice),
}
