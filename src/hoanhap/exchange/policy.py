"""Who may import a list of persons, see what became of it, and take the list out again."""

from uuid import UUID

from django.db.models import QuerySet

from hoanhap.exchange.models import ImportBatch
from hoanhap.foundation.access import gate
from hoanhap.foundation.access.permissions import Permission
from hoanhap.foundation.access.viewer import Viewer


class ExchangePermission(Permission):
    IMPORT_PEOPLE = "exchange.import_people"
    EXPORT_PEOPLE = "exchange.export_people"


def batches_for(viewer: Viewer) -> QuerySet[ImportBatch]:
    """The imports of the viewer's commune, the newest first."""
    reach = viewer.scope_q(ExchangePermission.IMPORT_PEOPLE)
    return ImportBatch.objects.filter(reach).select_related("unit").order_by("-previewed_at", "-id")


def get_batch_for(viewer: Viewer, batch_id: UUID | str) -> ImportBatch:
    """The gate of one import. Raises NotHere for missing and forbidden alike."""
    return gate.one_of(batches_for(viewer), batch_id)
