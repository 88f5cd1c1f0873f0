"""What was done for a scheme at a place: written down, and taken back when the line was wrong (hoạt động)."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from hoanhap.foundation.audit import Actor
from hoanhap.kernel.errors import Refused
from hoanhap.people.community import writing
from hoanhap.people.community.schemes.models import Site, SiteActivity

REACHED_AT_MOST = 100_000


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivityDetails:
    """When, what was done, how many people it reached."""

    held_on: date
    done: str
    reached: int
    client_key: UUID | None = None


@transaction.atomic
def log_activity(site: Site, *, details: ActivityDetails, by: Actor, at: datetime) -> SiteActivity:
    """Write down what was done while the scheme ran there. Sent twice it stands once. Raises Refused."""
    sent = SiteActivity.objects.filter(client_key=details.client_key).first() if details.client_key else None
    if sent is not None and sent.site_id == site.pk:
        return sent
    held = Site.objects.select_for_update(of=("self",)).select_related("unit").get(pk=site.pk)
    _check_runs(held, details.held_on, at)
    if not 1 <= details.reached <= REACHED_AT_MOST:
        raise Refused(_("Số người từ 1 đến %d.") % REACHED_AT_MOST, code="activity-reached")
    row = SiteActivity(
        **writing.stamp(held.unit, by, at),
        site=held,
        held_on=details.held_on,
        done=writing.named(details.done, code="activity-done"),
        reached=details.reached,
        client_key=details.client_key,
    )
    writing.insert(row, words=_("Ngày này đã ghi hoạt động ấy."), code="activity-twice")
    writing.log("scheme.activity_logged", row, by, at, {"site": str(held.pk), "reached": details.reached})
    return row


@transaction.atomic
def take_back(activity: SiteActivity, *, by: Actor, at: datetime) -> SiteActivity:
    """The line was wrong: it counts nowhere any more, the row and its two entries of the log stay. Raises Refused."""
    living = SiteActivity.objects.filter(pk=activity.pk, taken_back_at=None)
    if not living.update(taken_back_at=at, taken_back_by=by.account_id):
        raise Refused(_("Dòng này đã được bỏ trước đó."), code="activity-taken-back")
    activity.refresh_from_db()
    writing.log("scheme.activity_taken_back", activity, by, at, {"site": str(activity.site_id)})
    return activity


def _check_runs(site: Site, on: date, at: datetime) -> None:
    if site.started_on is None:
        raise Refused(
            _("Mô hình ở nơi này chưa bắt đầu."), code="site-waiting", way_out=_("Ghi bắt đầu, rồi ghi hoạt động.")
        )
    writing.check_day(on, since=site.started_on, at=at, code="activity-day")
    if site.ended_on is not None and on >= site.ended_on:
        raise Refused(_("Ngày này mô hình ở đây đã dừng."), code="activity-day")
