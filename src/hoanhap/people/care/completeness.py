"""What an inspector asks of a file about contacts and the person's own plan."""

from datetime import date

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from hoanhap.people.care.models import Contact, ContactPlan, IndividualPlan
from hoanhap.people.cases.completeness import Item, followed_for, items
from hoanhap.people.cases.duties import FIRST_CONTACT_DAYS


def declare() -> None:
    """Called once at start, from apps.ready()."""
    known = followed_for(FIRST_CONTACT_DAYS)
    items.add(
        "contact",
        Item(
            label=_("Có lần gặp"),
            lacking=_("chưa gặp lần nào"),
            asked=known,
            held=lambda on: Q(Exists(Contact.objects.filter(case=OuterRef("pk"), met=True))),
            order=30,
            living=True,
        ),
    )
    items.add(
        "contact_in_time",
        Item(label=_("Gặp đúng hẹn"), lacking=_("quá hạn gặp"), asked=known, held=_in_time, order=50),
    )
    items.add(
        "own_plan",
        Item(
            label=_("Kế hoạch cá nhân"),
            lacking=_("chưa có kế hoạch cá nhân"),
            asked=followed_for(30),
            held=lambda on: Q(Exists(IndividualPlan.objects.filter(case=OuterRef("pk")))),
            order=60,
        ),
    )


def _in_time(on: date) -> Q:
    """The day of the next contact has not passed."""
    return Q(Exists(ContactPlan.objects.filter(case=OuterRef("pk"), next_on__gte=on)))
