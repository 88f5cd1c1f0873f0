"""One look at one file is about to be answered: is it still within measure? One query by account and moment."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from hoanhap.foundation import audit
from hoanhap.foundation.access.viewer import Viewer
from hoanhap.foundation.watch import actions, policy, queries
from hoanhap.foundation.watch.rules import Rule
from hoanhap.kernel.errors import Refused

_ENOUGH = 100


class Stopped(Refused):
    """The measure is full. The alarm is written by `keep`, after the refused request was rolled back."""

    def __init__(self, rule: Rule, figure: int, about: Viewer) -> None:
        super().__init__(
            _("Bạn đã mở hồ sơ của quá nhiều người ngoài phạm vi phụ trách, nên việc xem tạm dừng."),
            code="watch-stopped",
            way_out=_("Báo lãnh đạo đơn vị của bạn. Khi lãnh đạo xác nhận có lý do công việc, bạn xem tiếp được."),
        )
        self.rule, self.figure, self.about = rule, figure, about


def look(viewer: Viewer, unit_path: str, at: datetime) -> None:
    """Ask before a file is shown. Raises Stopped outside the viewer's own work; within it only an alarm is raised."""
    figures = queries.figures(viewer, at)
    if not policy.is_own(viewer, unit_path) and queries.stopping(figures):
        figures = queries.figures(viewer, at, since=queries.released_at(viewer.account_id))
        full = queries.stopping(figures)
        if full:
            raise Stopped(full[0], figures[full[0].code], viewer)
    tell(viewer, figures, at)


def tell(viewer: Viewer, figures: dict[str, int], at: datetime) -> None:
    for rule in queries.broken(figures):
        actions.raise_alarm(rule, figure=figures[rule.code], stopped=False, about=viewer, at=at)


@transaction.atomic
def keep(stopped: Stopped, *, at: datetime) -> None:
    """Write the stop and its alarm."""
    actions.raise_alarm(stopped.rule, figure=stopped.figure, stopped=True, about=stopped.about, at=at)
    audit.record(
        "watch.stopped",
        by=stopped.about.actor,
        subject_kind="account",
        subject_id=stopped.about.account_id,
        at=at,
        detail={"rule": stopped.rule.code},
    )


@transaction.atomic
def asked_in_vain(viewer: Viewer, door: str, at: datetime) -> None:
    """Somebody signed in asked for what is not here for him: counted, without saying what he asked for."""
    figures = queries.figures(viewer, at)
    tell(viewer, figures, at)
    # Once the alarm has long been raised more entries would only fill the log.
    if figures["questions_hour"] < _ENOUGH:
        audit.record("watch.not_here", by=viewer.actor, subject_kind="door", subject_id=door[:40], at=at)
