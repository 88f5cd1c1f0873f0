"""Addresses of the way back. What is decided stands in the body of a form."""

from django.urls import path

from hoanhap.web.office.reintegration import (
    assigning,
    board,
    diary,
    help_for_one,
    jobs,
    legal_aid,
    loan_lists,
    needs_of_one,
    registers,
)

urlpatterns = [
    # one person; the duties of people/reintegration ask for these doors by name
    path("cases/<uuid:case_id>/support/", help_for_one.show, name="case-support"),
    path("cases/<uuid:case_id>/needs/new/", needs_of_one.new, name="need-new"),
    path("needs/<uuid:need_id>/answer/", needs_of_one.answer, name="need-answer"),
    path("needs/<uuid:need_id>/end/", needs_of_one.end, name="need-end"),
    path("needs/<uuid:need_id>/legal-aid/", legal_aid.refer, name="legal-aid-refer"),
    path("legal-aid/<uuid:legal_referral_id>/outcome/", legal_aid.outcome, name="legal-aid-outcome"),
    path("legal-aid/<uuid:legal_referral_id>/slip.docx", legal_aid.slip, name="legal-aid-slip"),
    path("cases/<uuid:case_id>/support/new/", help_for_one.give, name="support-new"),
    path("supports/<uuid:support_id>/strike/", help_for_one.strike, name="support-strike"),
    path("cases/<uuid:case_id>/course/", help_for_one.enrol, name="course-enrol"),
    path("enrolments/<uuid:enrolment_id>/end/", help_for_one.end_enrolment, name="enrolment-end"),
    path("cases/<uuid:case_id>/job/", jobs.start, name="job-new"),
    path("cases/<uuid:case_id>/job/check/", jobs.check, name="job-check"),
    path("jobs/<uuid:placement_id>/end/", jobs.end, name="job-end"),
    path("cases/<uuid:case_id>/loan/", help_for_one.record_loan, name="loan-new"),
    path("cases/<uuid:case_id>/loan/check/", help_for_one.loan_check, name="loan-check"),
    path("loans/<uuid:loan_id>/", help_for_one.follow_loan, name="loan-follow"),
    # lists of loans
    path("loan-lists/", loan_lists.index, name="loan-lists"),
    path("loan-lists/new/", loan_lists.new, name="loan-list-new"),
    path("loan-lists/<uuid:loan_list_id>/", loan_lists.show, name="loan-list"),
    path("loan-lists/<uuid:loan_list_id>/send/", loan_lists.send, name="loan-list-send"),
    path("loan-lists/<uuid:loan_list_id>/decide/", loan_lists.decide, name="loan-list-decide"),
    path("loan-lists/<uuid:loan_list_id>/file.<str:kind>", loan_lists.file, name="loan-list-file"),
    path("loan-lists/entries/<uuid:loan_entry_id>/", loan_lists.entry, name="loan-entry"),
    path("loan-lists/entries/<uuid:loan_entry_id>/remove/", loan_lists.remove, name="loan-entry-remove"),
    # registers
    path("partners/", registers.partners, name="partners"),
    path("partners/new/", registers.partner_new, name="partner-new"),
    path("partners/<uuid:partner_id>/", registers.partner, name="partner"),
    path("partners/<uuid:partner_id>/end/", registers.partner_end, name="partner-end"),
    path("partners/<uuid:partner_id>/thanks.<str:paper_kind>", registers.thanks, name="partner-thanks"),
    path("partners/<uuid:partner_id>/loan/", registers.partner_loan, name="partner-loan"),
    path("partners/<uuid:partner_id>/vacancies/new/", registers.vacancy_new, name="vacancy-new"),
    path("vacancies/<uuid:vacancy_id>/close/", registers.vacancy_close, name="vacancy-close"),
    path("courses/", registers.courses, name="courses"),
    path("courses/new/", registers.course_new, name="course-new"),
    path("courses/demand/new/", registers.demand_new, name="demand-new"),
    path("support/rates/", registers.rates, name="support-rates"),
    path("support/rates/set/", registers.rate_set, name="support-rate-set"),
    path("support/kinds/", registers.kind_add, name="support-kinds"),
    path("support/", board.show, name="support-board"),
    # helpers
    path("cases/<uuid:case_id>/met/", diary.met, name="diary-met"),
    path("cases/<uuid:case_id>/diary/new/", diary.new, name="diary-new"),
    path("diary/<uuid:helper_session_id>/strike/", diary.strike, name="diary-strike"),
    path("assignments/", assigning.show, name="assignments"),
    path("assignments/limit/", assigning.limit, name="assignments-limit"),
    path("allowance/", diary.allowance, name="allowance"),
    path("allowance/<str:month>.<str:kind>", diary.allowance_file, name="allowance-file"),
]
