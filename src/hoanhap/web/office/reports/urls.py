"""Addresses of the reports."""

from django.urls import path

from hoanhap.web.office.reports import board, decisions, files, own, publishing, rows

urlpatterns = [
    path("reports/", own.index, name="reports"),
    path("reports/open/", own.open_period, name="reports-open"),
    path("reports/board/", board.show, name="reports-board"),
    path("reports/board/merge/", board.merge, name="reports-merge"),
    path("reports/board/remind/", board.remind, name="reports-remind"),
    path("reports/published/", publishing.index, name="publications"),
    path("reports/published/<uuid:publication_id>/", publishing.show, name="publication"),
    path("reports/published/<uuid:publication_id>/<slug:kind>/", publishing.download, name="publication-file"),
    path("reports/<uuid:report_id>/publish/", publishing.prepare, name="report-publish"),
    path("reports/<uuid:report_id>/", own.show, name="report"),
    path("reports/<uuid:report_id>/fill/", own.fill, name="report-fill"),
    path("reports/<uuid:report_id>/remarks/", own.remarks, name="report-remarks"),
    path("reports/<uuid:report_id>/submit/", own.submit, name="report-submit"),
    path("reports/<uuid:report_id>/recall/", own.recall, name="report-recall"),
    path("reports/<uuid:report_id>/amend/", own.amend, name="report-amend"),
    path("reports/<uuid:report_id>/accept/", decisions.accept, name="report-accept"),
    path("reports/<uuid:report_id>/return/", decisions.send_back, name="report-return"),
    path("reports/<uuid:report_id>/issue/", files.issue, name="report-issue"),
    path("reports/<uuid:report_id>/file/<slug:kind>/", files.download, name="report-file"),
    path("reports/<uuid:report_id>/rows/<str:code>/", rows.show, name="report-rows"),
]
