"""Codes of the acts on keys; in a demonstration every process lets its clock run from the morning it plays on."""

from django.apps import AppConfig


class OpsConfig(AppConfig):
    name = "hoanhap.ops"
    label = "ops"
    verbose_name = "Vận hành"

    def ready(self) -> None:
        from django.conf import settings

        from hoanhap.foundation.audit import codes
        from hoanhap.ops.demonstration import calendar

        codes.declare(
            {
                "backup.made": "Sao lưu dữ liệu",
                "key.rotated": "Thay khóa dữ liệu",
                "key.rewrapped": "Chuyển khóa sang khóa chính đang dùng",
                "key.destroyed": "Hủy khóa, dữ liệu mất hẳn",
                "key.unused_destroyed": "Hủy khóa không còn giữ gì",
                "key.split": "Chia khóa chính thành mảnh",
            }
        )

        if settings.DEMONSTRATION:
            calendar.start_clock()
