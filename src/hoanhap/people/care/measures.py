"""Figures of contacts and of the outcome of a cohort, each one queryset of rows.

The outcome of a member in a period is what his last contact *met* inside the period says. Without one he is not
assessed, for the reason of his last missed contact in the period, else because nothing was recorded. Each commune
answers for the contacts it made itself: a contact counts for a member when both belong to the same unit, so sums
reconcile unit by unit; a unit and the one that took over from it within the period are one.

    cohort.managed = cohort.progress + cohort.not_yet + cohort.at_risk + cohort.not_assessed

Rows of an outcome are the contacts that say so; where no contact says anything, the members themselves.
"""

from collections.abc import Callable
from datetime import timedelta

from django.db.models import DateTimeField, Exists, ExpressionWrapper, F, OuterRef, Q, QuerySet
from django.db.models.functions import TruncDate
from django.utils.translation import gettext_lazy as _

from hoanhap.foundation.indicators.register import Measure, Question, add
from hoanhap.kernel import clock
from hoanhap.people.care.models import Condition, Contact, MissedReason, Work
from hoanhap.people.cases import states
from hoanhap.people.cases.duties import FIRST_CONTACT_DAYS
from hoanhap.people.cases.measures import MEMBER, STANDING, members_managed
from hoanhap.people.cases.models import CohortMember, Standing
from hoanhap.people.persons.belonging import counted, same_unit

CONTACT = "contact"


def contacts_in(question: Question) -> QuerySet[Contact]:
    """All contacts of the period below this part of the map."""
    return Contact.objects.filter(
        counted(question),
        met_at__gte=question.period.starts_at,
        met_at__lt=question.period.ends_at,
    )


def people_in_contact(question: Question) -> QuerySet[Contact]:
    """One row a person met in the period: his last contact met."""
    met = contacts_in(question).filter(met=True)
    return met.filter(~_later(question, met))


def outcome(question: Question) -> QuerySet[Contact]:
    """One row an assessed member: his last contact met in the period."""
    met = contacts_in(question).filter(met=True)
    return met.filter(~_later(question, met), _of_member(question))


def not_assessed(question: Question) -> QuerySet[CohortMember]:
    """The members with no contact met in the period."""
    return members_managed(question).filter(~_any_contact(question, met=True))


def unrecorded(question: Question) -> QuerySet[CohortMember]:
    """The members with no contact at all in the period, met or missed."""
    return members_managed(question).filter(~_any_contact(question))


def missed(question: Question) -> QuerySet[Contact]:
    """One row a member who was looked for and never met in the period: his last missed contact."""
    contacts = contacts_in(question)
    met = contacts.filter(same_unit(question), met=True, case=OuterRef("case"))
    return contacts.filter(~Exists(met), ~_later(question, contacts), _of_member(question), met=False)


def first_due(question: Question) -> QuerySet[Standing]:
    """One row a person newly taken in whose seventh day after it was recorded lies in the period.

    As the duty of the first meeting: whoever was taken over in a measure, or moved when he was entered, owes none.
    """
    week = timedelta(days=FIRST_CONTACT_DAYS)
    moved = Standing.objects.filter(case=OuterRef("case"), number=2, recorded_at=OuterRef("recorded_at"))
    return Standing.objects.filter(
        ~Exists(moved),
        counted(question),
        came_from="",
        verb__in=states.TAKEN_IN,
        recorded_at__gte=clock.at(question.period.start - week),
        recorded_at__lt=clock.at(question.period.end - week),
    )


def first_in_time(question: Question) -> QuerySet[Standing]:
    """Of these, who was met by the end of the seventh day."""
    week_before = ExpressionWrapper(F("met_at") - timedelta(days=FIRST_CONTACT_DAYS), output_field=DateTimeField())
    met = Contact.objects.filter(case=OuterRef("case"), met=True)
    met = met.alias(week_before=TruncDate(week_before, tzinfo=clock.VN))
    due = first_due(question).alias(recorded_on=TruncDate("recorded_at", tzinfo=clock.VN))
    return due.filter(Exists(met.filter(week_before__lte=OuterRef("recorded_on"))))


def _later(question: Question, contacts: QuerySet[Contact]) -> Exists:
    """Is there a later one of the same person and unit among these? Of two at one moment the newer id wins."""
    same = contacts.filter(same_unit(question), case=OuterRef("case"), met_at__gte=OuterRef("met_at"))
    return Exists(same.filter(Q(met_at__gt=OuterRef("met_at")) | Q(id__gt=OuterRef("id"))))


def _of_member(question: Question) -> Exists:
    return Exists(members_managed(question).filter(same_unit(question), case=OuterRef("case")))


def _any_contact(question: Question, **facts: bool) -> Exists:
    return Exists(contacts_in(question).filter(same_unit(question), case=OuterRef("case"), **facts))


def _condition(condition: Condition) -> Callable[[Question], QuerySet[Contact]]:
    return lambda question: outcome(question).filter(condition=condition)


def _reason(reason: MissedReason) -> Callable[[Question], QuerySet[Contact]]:
    return lambda question: missed(question).filter(missed_reason=reason)


def _met(question: Question) -> QuerySet[Contact]:
    return contacts_in(question).filter(met=True)


def _working(question: Question) -> QuerySet[Contact]:
    """Of those with progress, who have stable work."""
    return outcome(question).filter(condition=Condition.PROGRESS, work=Work.STABLE)


def declare() -> None:
    """Enter the measures of this package; called once from `apps.ready()`."""
    add(
        Measure("contacts.total", _("Số lần gặp"), CONTACT, contacts_in),
        Measure("contacts.met", _("Số lần gặp được"), CONTACT, _met),
        Measure("contacts.people", _("Số người được gặp"), CONTACT, people_in_contact),
        Measure("contacts.first_due", _("Người mới tiếp nhận đến hạn gặp lần đầu"), STANDING, first_due),
        Measure("contacts.first_in_time", _("Được gặp lần đầu trong 7 ngày"), STANDING, first_in_time),
        Measure("cohort.progress", _("Tiến bộ, không sử dụng"), CONTACT, _condition(Condition.PROGRESS)),
        Measure("cohort.working", _("Trong đó có việc làm ổn định"), CONTACT, _working),
        Measure("cohort.not_yet", _("Chưa tiến bộ"), CONTACT, _condition(Condition.NOT_YET)),
        Measure("cohort.at_risk", _("Cần hỗ trợ thêm"), CONTACT, _condition(Condition.AT_RISK)),
        Measure("cohort.not_assessed", _("Chưa đánh giá được"), MEMBER, not_assessed),
        Measure("cohort.not_assessed.unrecorded", _("Chưa ghi lần gặp nào"), MEMBER, unrecorded),
    )
    for reason in MissedReason:
        if reason != MissedReason.NONE:
            add(Measure(f"cohort.not_assessed.{reason.value}", reason.label, CONTACT, _reason(reason)))
