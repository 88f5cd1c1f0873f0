"""Postings written anew at the unit that took over, so that lists of who works where are plain to read.

Rights do not wait for this (`succession.py`); what is written here is what they have been since the day.
"""

from datetime import timedelta

from django.db.models import Q

from hoanhap.foundation import audit
from hoanhap.foundation.access import succession
from hoanhap.foundation.access.models import Posting
from hoanhap.foundation.places.fates import Passage
from hoanhap.kernel import clock


def carry(passage: Passage) -> int:
    """End the postings of a unit that has ended; where another took over all of it, they go on there from the day.

    Of a split unit they end with the time of transition, unless somebody has said before where each goes on.
    """
    ends = passage.on + (succession.transition() if passage.parts else timedelta(0))
    if clock.local_day(passage.at) < ends:
        return 0
    living = Posting.objects.select_for_update(of=("self",)).filter(place=passage.old)
    found = list(living.filter(Q(valid_to=None) | Q(valid_to__gt=ends)).order_by("valid_from", "id"))
    for posting in found:
        _go_on(posting, passage)
        if posting.valid_from < ends:
            posting.valid_to = ends
            posting.save(update_fields=["valid_to"])
    code = "access.posting_followed" if passage.new else "access.posting_ended"
    audit.record_many(code, by=passage.by, at=passage.at, rows=[_subject(posting, passage) for posting in found])
    return len(found)


def _go_on(posting: Posting, passage: Passage) -> None:
    if passage.new is None:
        return
    if posting.valid_from >= passage.on:
        # Posted to a unit that was gone already: the posting is meant for its heir.
        posting.place, posting.path = passage.new, passage.new.path
        posting.save(update_fields=["place", "path"])
        return
    same = Posting.objects.filter(
        Q(valid_to=None) | Q(valid_to__gt=passage.on),
        account=posting.account_id,
        role=posting.role,
        place=passage.new,
        valid_from__lte=passage.on,
    )
    if not same.exists():
        Posting.objects.create(
            account_id=posting.account_id,
            role=posting.role,
            place=passage.new,
            path=passage.new.path,
            agency_id=posting.agency_id,
            title=posting.title,
            valid_from=passage.on,
            valid_to=posting.valid_to,
            attested_until=posting.attested_until,
        )


def _subject(posting: Posting, passage: Passage) -> audit.Subject:
    path = passage.new.path if passage.new else passage.old.path
    detail: dict[str, str | int | bool | None] = {"role": posting.role, "from": passage.old.pk, "on": str(passage.on)}
    return audit.Subject("account", posting.account_id, path, detail)
