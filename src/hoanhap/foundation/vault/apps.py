"""Classifies the fields of this package. The servers ask for the master key before they start (`master_key.load`)."""

from django.apps import AppConfig


class VaultConfig(AppConfig):
    name = "hoanhap.foundation.vault"
    label = "vault"
    verbose_name = "Khóa và trường mã hóa"

    def ready(self) -> None:
        from hoanhap.foundation.vault import classes

        classes.declare(
            "vault.DataKey",
            {
                "id": "technical",
                "scope": "technical",
                "data_class": "technical",
                "wrapped": "technical",
                "created_at": "technical",
                "retired_at": "technical",
            },
        )
