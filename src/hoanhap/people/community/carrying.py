"""A Tổ công tác is set up by its commune's decision and ends with the commune; the new one sets up its own."""

from django.db.models import Q

from hoanhap.foundation import audit
from hoanhap.foundation.notices import actions as notices
from hoanhap.foundation.places.fates import Passage
from hoanhap.people.community import duties
from hoanhap.people.community.models import TaskForce, TaskForceMember


def end(passage: Passage) -> int:
    """End the teams of a commune that has ended, with their members, on its last day; nothing is asked of it any more.

    Their plans of work stay with them as they stood; whoever reads for the old commune ends what is open there.
    Of the new commune a Tổ of its own is asked by the nightly reminder (`duties.renew`), as of any commune without one.
    """
    living = Q(valid_to=None) | Q(valid_to__gt=passage.on)
    forces = TaskForce.objects.select_for_update(of=("self",)).filter(living, unit=passage.old)
    found = list(forces.filter(valid_from__lt=passage.on).order_by("id"))
    ids = [force.pk for force in found]
    members = TaskForceMember.objects.filter(living, task_force__in=ids)
    members.filter(valid_from__lte=passage.on).update(valid_to=passage.on)
    TaskForce.objects.filter(pk__in=ids).update(valid_to=passage.on)
    subjects = [audit.Subject("task_force", pk, passage.old.path, {"unit_ended": True}) for pk in ids]
    audit.record_many("task_force.dissolved", by=passage.by, at=passage.at, rows=subjects)
    notices.cancel_about(subject_kind=duties.SUBJECT, subject_ids=[str(passage.old.pk)], by=passage.by, at=passage.at)
    duties.ask_no_more(found, by=passage.by, at=passage.at)
    return len(found)
