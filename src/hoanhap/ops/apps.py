"""In a demonstration every process lets its clock run from the morning on which the demonstration plays."""

from django.apps import AppConfig


class OpsConfig(AppConfig):
    name = "hoanhap.ops"
    label = "ops"
    verbose_name = "Vận hành"

    def ready(self) -> None:
        from django.conf import settings

        from hoanhap.ops.demonstration import calendar

        if settings.DEMONSTRATION:
            calendar.start_clock()
