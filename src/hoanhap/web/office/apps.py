"""Registers what this package gives to the rest of the house."""

from django.apps import AppConfig


class OfficeConfig(AppConfig):
    name = "hoanhap.web.office"
    label = "office"
    verbose_name = "Văn phòng"

    def ready(self) -> None:
        from django.core import checks

        from hoanhap.web.office import doors
        from hoanhap.web.office.accounts import navigation as accounts
        from hoanhap.web.office.assessment import navigation as assessment
        from hoanhap.web.office.calendar import navigation as calendar
        from hoanhap.web.office.care import navigation as care
        from hoanhap.web.office.community import navigation as community
        from hoanhap.web.office.exports import taking
        from hoanhap.web.office.health import navigation as health
        from hoanhap.web.office.imports import navigation as imports
        from hoanhap.web.office.inspection import navigation as inspection
        from hoanhap.web.office.intake import navigation as intake
        from hoanhap.web.office.people import navigation as people
        from hoanhap.web.office.privacy import navigation as privacy
        from hoanhap.web.office.reception import navigation as reception
        from hoanhap.web.office.rehab import navigation as rehab
        from hoanhap.web.office.reintegration import navigation as reintegration
        from hoanhap.web.office.reports import navigation as reports
        from hoanhap.web.office.reviews import navigation as reviews
        from hoanhap.web.office.today import navigation as today
        from hoanhap.web.office.watching import navigation as watching

        today.add()
        people.add()
        intake.add()
        assessment.add()
        health.add()
        care.add()
        rehab.add()
        reception.add()
        reports.add()
        reviews.add()
        inspection.add()
        community.add()
        imports.add()
        calendar.add()
        accounts.add()
        watching.add()
        privacy.add()
        reintegration.add()
        taking.add()
        checks.register(doors.check, "urls")
