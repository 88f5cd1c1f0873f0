"""Coming back and moving in the timeline of a case (diễn biến)."""

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _

from hoanhap.foundation.access.viewer import Viewer
from hoanhap.kernel import clock
from hoanhap.people.cases.models import Case
from hoanhap.people.cases.queries import Event, Source, source
from hoanhap.people.reception.models import Returnee, Transfer
from hoanhap.people.reception.policy import ReceptionPermission
from hoanhap.people.reception.transfer_models import TransferState

KIND = "reception"


def _returns(case: Case, viewer: Viewer) -> Iterable[Event]:
    """How he came back."""
    if not viewer.may(ReceptionPermission.READ, case.unit_path):
        return
    for row in Returnee.objects.filter(case=case).select_related("agency").order_by("received_on", "id"):
        yield _received(row)


def _moves(case: Case, viewer: Viewer) -> Iterable[Event]:
    """Which moves were sent, and how they were answered."""
    if not viewer.may(ReceptionPermission.READ, case.unit_path):
        return
    for transfer in Transfer.objects.filter(case=case).select_related("unit", "to_unit").order_by("sent_at", "id"):
        yield from _transfer(transfer)


def _received(row: Returnee) -> Event:
    origin = row.agency.name if row.agency else str(row.get_origin_display())
    assert row.received_on is not None  # noqa: S101 - a row with a file was received
    return Event(
        at=clock.at(row.received_on),
        kind=KIND,
        title=_("Tiếp nhận từ %s") % origin,
        detail=_("người giao %(giver)s, người nhận %(taker)s") % {"giver": row.giver_name, "taker": row.taker_name}
        if row.giver_name
        else _("người nhận %s") % row.taker_name,
        subject_id=str(row.pk),
    )


def _transfer(row: Transfer) -> Iterable[Event]:
    yield Event(
        at=row.sent_at.astimezone(clock.VN),
        kind=KIND,
        title=_("Gửi giấy chuyển %(number)s đến %(unit)s") % {"number": row.number, "unit": row.to_unit.full_name},
        signer=row.sent_title,
        article=row.article,
        subject_id=str(row.pk),
        timed=True,
    )
    if row.answered_at is not None:
        accepted = row.state == TransferState.ACCEPTED
        yield Event(
            at=row.answered_at.astimezone(clock.VN),
            kind=KIND,
            title=_("Nơi đến nhận hồ sơ: %s") % row.answered_name
            if accepted
            else _("Nơi đến trả lại: %s") % row.get_refused_because_display(),
            signer="" if accepted else row.answered_name,
            subject_id=str(row.pk),
            timed=True,
        )


SOURCES: Mapping[str, Source] = {"returns": source(_returns, Returnee), "moves": source(_moves, Transfer)}
