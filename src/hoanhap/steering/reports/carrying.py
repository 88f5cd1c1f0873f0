"""What is owed by a unit that has ended: reports of periods it saw to their end, and no others."""

from hoanhap.foundation.notices import actions as notices
from hoanhap.foundation.places.fates import Passage
from hoanhap.steering.reports.models import Report


def withdraw(passage: Passage) -> int:
    """Ask no longer for reports of periods that ended without the unit: its successor reports on them, whole.

    Drafts stay, readable at the successor; those of earlier periods are still owed and are sent by whoever is posted
    there now.
    """
    late = Report.objects.filter(unit=passage.old, period_to__gt=passage.on)
    ids = [str(pk) for pk in late.values_list("pk", flat=True)]
    return notices.cancel_about(subject_kind="report", subject_ids=ids, by=passage.by, at=passage.at)
