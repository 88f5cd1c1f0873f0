"""Who may see the register book, prepare a paper, and enter it with a number."""

import uuid

from django.db.models import QuerySet

from hoanhap.foundation.access.permissions import Permission
from hoanhap.foundation.access.viewer import Viewer
from hoanhap.foundation.documents.models import Document
from hoanhap.kernel.errors import NotHere


class DocumentPermission(Permission):
    READ = "documents.read"
    DRAFT = "documents.draft"
    NUMBER = "documents.number"


def visible_to(viewer: Viewer) -> QuerySet[Document]:
    return Document.objects.filter(viewer.scope_q(DocumentPermission.READ))


def get_document_for(viewer: Viewer, document_id: uuid.UUID, *, to: DocumentPermission) -> Document:
    """The paper, for somebody who may do this to it; otherwise NotHere."""
    document = visible_to(viewer).select_related("unit", "agency").filter(pk=document_id).first()
    if document is None:
        raise NotHere
    viewer.require(to, document.unit_path)
    return document
