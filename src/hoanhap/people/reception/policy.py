"""Who may announce, await, receive, send and accept. A centre knows its own batches, a commune its own rows."""

from uuid import UUID

from django.db.models import Q, QuerySet

from hoanhap.foundation.access import gate
from hoanhap.foundation.access.permissions import Permission
from hoanhap.foundation.access.viewer import Viewer
from hoanhap.foundation.organisations.models import Agency
from hoanhap.people.cases import policy as case_policy
from hoanhap.people.cases.models import Case
from hoanhap.people.reception.models import Certificate, ReturnBatch, Returnee, Transfer
from hoanhap.people.reception.returning_models import SHOWN
from hoanhap.people.reception.transfer_models import TransferState


class ReceptionPermission(Permission):
    """`ANNOUNCE` lies with centres and opens their own batches alone; the others with communes."""

    ANNOUNCE = "reception.announce"
    READ = "reception.read"
    RECEIVE = "reception.receive"
    SEND_MOVE = "reception.send_move"
    ACCEPT_MOVE = "reception.accept_move"


# --- the centre ----------------------------------------------------------------------------------------------------


def own_agencies(viewer: Viewer) -> set[UUID]:
    """The very centres of the viewer's posts: what another centre at the same place hands over is not his."""
    may = ReceptionPermission.ANNOUNCE
    return {seat.agency_id for seat in viewer.seats if seat.may(may) and seat.agency_id is not None}


def agency_of(viewer: Viewer) -> Agency | None:
    """The centre for which the viewer hands over: that of his first such post."""
    return Agency.objects.filter(pk__in=own_agencies(viewer)).select_related("place").order_by("name", "id").first()


def batches_for(viewer: Viewer) -> QuerySet[ReturnBatch]:
    """The batches of the viewer's centre, the latest day first."""
    mine = ReturnBatch.objects.filter(agency__in=own_agencies(viewer))
    return mine.select_related("agency", "unit").order_by("-on", "-made_at", "-id")


def get_batch_for(viewer: Viewer, batch_id: object) -> ReturnBatch:
    """The gate of one batch. Raises NotHere."""
    return gate.one_of(batches_for(viewer), batch_id)


def rows_of_centre(viewer: Viewer) -> QuerySet[Returnee]:
    """Whom the viewer's centre hands over, in whatever state."""
    return Returnee.objects.filter(agency__in=own_agencies(viewer)).order_by("batch_id", "row_no", "id")


def get_row_of_centre(viewer: Viewer, returnee_id: object) -> Returnee:
    """The gate of one row for the centre that made it. Raises NotHere."""
    return gate.one_of(rows_of_centre(viewer).select_related("batch", "unit"), returnee_id)


def certificates_for(viewer: Viewer) -> QuerySet[Certificate]:
    """The register of the viewer's centre, in the order of its numbers' days."""
    return Certificate.objects.filter(agency__in=own_agencies(viewer)).order_by("-on", "number", "id")


# --- the commune ---------------------------------------------------------------------------------------------------


def expected_for(viewer: Viewer, *, to: ReceptionPermission = ReceptionPermission.READ) -> QuerySet[Returnee]:
    """Who is to come, or came, back to the viewer's commune; what was never sent or given back is not among them."""
    file_open = Q(case=None) | Q(case__sealed_at=None)
    rows = Returnee.objects.filter(viewer.scope_q(to), file_open, state__in=SHOWN)
    return rows.order_by("due_on", "row_no", "id")


def get_returnee_for(viewer: Viewer, returnee_id: object, *, to: ReceptionPermission) -> Returnee:
    """The gate of one person who comes back. Raises NotHere."""
    rows = expected_for(viewer, to=to).select_related("batch", "agency", "unit", "case", "case__person", "minutes")
    return gate.one_of(rows.defer("minutes__content"), returnee_id)


# --- moves ---------------------------------------------------------------------------------------------------------


def get_case_to_send(viewer: Viewer, case_id: object) -> Case:
    """The gate of sending a file to another commune. Raises NotHere."""
    cases = case_policy.visible_to(viewer).filter(viewer.scope_q(ReceptionPermission.SEND_MOVE))
    return gate.one_of(cases.select_related("person", "person__hamlet", "unit"), case_id)


def incoming_for(viewer: Viewer, *, to: ReceptionPermission = ReceptionPermission.ACCEPT_MOVE) -> QuerySet[Transfer]:
    """Notices to the viewer's commune, or to one that went into it; what was taken back is gone."""
    rows = Transfer.objects.filter(viewer.scope_q(to, field="to_path"), case__sealed_at=None)
    return rows.exclude(state=TransferState.WITHDRAWN).select_related("unit", "to_unit").order_by("answer_by", "id")


def get_incoming_for(viewer: Viewer, transfer_id: object) -> Transfer:
    """The gate of answering one notice. Raises NotHere."""
    return gate.one_of(incoming_for(viewer).filter(state=TransferState.SENT), transfer_id)


def outgoing_for(viewer: Viewer) -> QuerySet[Transfer]:
    """What the viewer's commune sent, the latest first: a line each, whatever became of it."""
    rows = Transfer.objects.filter(viewer.scope_q(ReceptionPermission.SEND_MOVE), case__sealed_at=None)
    return rows.select_related("unit", "to_unit").order_by("-sent_at", "-id")


def get_outgoing_for(viewer: Viewer, transfer_id: object) -> Transfer:
    """The gate of taking back what was sent. Raises NotHere."""
    return gate.one_of(outgoing_for(viewer), transfer_id)


def awaits_answer(case: Case) -> Transfer | None:
    """The notice of this file that nobody has answered. The caller has passed the gate of the case."""
    return Transfer.objects.filter(case=case, state=TransferState.SENT).select_related("to_unit").first()
