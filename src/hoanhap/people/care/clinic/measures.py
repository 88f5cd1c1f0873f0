"""Figures of the health room: how many, never who. No figure is drawn from what a test showed.

substitution.current = substitution.starting + substitution.maintaining + substitution.tapering
"""

from collections.abc import Callable

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from hoanhap.foundation.indicators.register import Measure, Question, add
from hoanhap.people.care.clinic.models import ClinicSheet, DetoxEpisode, Phase, SheetKind, SubstitutionPhase
from hoanhap.people.care.clinic.rules import OFF
from hoanhap.people.care.health_room_models import Referral, ReferralOutcome
from hoanhap.people.persons.belonging import counted

PHASE, DETOX, SHEET, REFERRAL = "substitution_phase", "detox_episode", "clinic_sheet", "referral"


def phases_on(question: Question) -> QuerySet[SubstitutionPhase]:
    """The phase each person is in on the last day of the period."""
    holds = Q(to_on=None) | Q(to_on__gt=question.on)
    return SubstitutionPhase.objects.filter(counted(question), holds, from_on__lte=question.on)


def in_treatment(question: Question) -> QuerySet[SubstitutionPhase]:
    return phases_on(question).exclude(phase__in=OFF)


def detox_begun(question: Question) -> QuerySet[DetoxEpisode]:
    period = question.period
    return DetoxEpisode.objects.filter(counted(question), began_on__gte=period.start, began_on__lt=period.end)


def detox_completed(question: Question) -> QuerySet[DetoxEpisode]:
    period = question.period
    ended = DetoxEpisode.objects.filter(counted(question), ending="completed")
    return ended.filter(ended_on__gte=period.start, ended_on__lt=period.end)


def referrals_sent(question: Question) -> QuerySet[Referral]:
    period = question.period
    return Referral.objects.filter(counted(question), sent_at__gte=period.starts_at, sent_at__lt=period.ends_at)


def referrals_met(question: Question) -> QuerySet[Referral]:
    """Of those sent in the period, whose person came."""
    return referrals_sent(question).filter(outcome__in=(ReferralOutcome.CAME, ReferralOutcome.DONE))


def _sheets(kind: SheetKind) -> Callable[[Question], QuerySet[ClinicSheet]]:
    def rows(question: Question) -> QuerySet[ClinicSheet]:
        period = question.period
        found = ClinicSheet.objects.filter(counted(question), kind=kind, current=True)
        return found.filter(on__gte=period.start, on__lt=period.end)

    return rows


def _in(phase: Phase) -> Callable[[Question], QuerySet[SubstitutionPhase]]:
    return lambda question: phases_on(question).filter(phase=phase)


def declare() -> None:
    """Enter the measures of this room; called once from `apps.ready()`."""
    add(
        Measure("substitution.current", _("Đang điều trị thay thế"), PHASE, in_treatment),
        Measure("substitution.starting", _("Dò liều"), PHASE, _in(Phase.STARTING)),
        Measure("substitution.maintaining", _("Duy trì"), PHASE, _in(Phase.MAINTAINING)),
        Measure("substitution.tapering", _("Giảm liều"), PHASE, _in(Phase.TAPERING)),
        Measure("substitution.dropped", _("Bỏ trị"), PHASE, _in(Phase.DROPPED)),
        Measure("detox.begun", _("Số đợt cắt cơn bắt đầu"), DETOX, detox_begun),
        Measure("detox.completed", _("Số đợt cắt cơn hoàn thành"), DETOX, detox_completed),
        Measure("tests.done", _("Số lần xét nghiệm"), SHEET, _sheets(SheetKind.TEST)),
        Measure("overdose.events", _("Số ca quá liều"), SHEET, _sheets(SheetKind.OVERDOSE)),
        Measure("referrals.sent", _("Số lượt giới thiệu sức khỏe"), REFERRAL, referrals_sent),
        Measure("referrals.met", _("Số lượt giới thiệu đã đến"), REFERRAL, referrals_met),
    )
