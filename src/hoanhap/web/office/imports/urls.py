"""Addresses of the import of lists."""

from django.urls import path

from hoanhap.web.office.imports import after, before, deciding

urlpatterns = [
    path("imports/", after.index, name="imports"),
    path("imports/new/", before.new, name="import-new"),
    path("imports/template/", before.template, name="import-template"),
    path("imports/<uuid:batch_id>/preview/", before.preview, name="import-preview"),
    path("imports/<uuid:batch_id>/choose/", deciding.choose, name="import-choose"),
    path("imports/<uuid:batch_id>/apply/", deciding.apply, name="import-apply"),
    path("imports/<uuid:batch_id>/discard/", deciding.discard, name="import-discard"),
    path("imports/<uuid:batch_id>/", after.result, name="import-result"),
    path("imports/<uuid:batch_id>/undo/", deciding.undo, name="import-undo"),
]
