"""How a kept file leaves: always to be saved, never to be shown inside our pages; under a name of our own."""

from django.http import HttpResponse

from hoanhap.foundation.files.cleaning import MEDIA_TYPES, Kind
from hoanhap.foundation.files.models import StoredFile


def answer(row: StoredFile, content: bytes) -> HttpResponse:
    said = HttpResponse(content, content_type=MEDIA_TYPES[Kind(row.kind)])
    said["Content-Disposition"] = f'attachment; filename="{row.name}"'
    said["Content-Security-Policy"] = "default-src 'none'; sandbox"
    said["X-Content-Type-Options"] = "nosniff"
    return said
