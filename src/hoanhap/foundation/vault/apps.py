"""Classifies the fields of this package. The servers ask for the master key before they start (`master_key.load`)."""

from django.apps import AppConfig


class VaultConfig(AppConfig):
    name = "hoanhap.foundation.vault"
    label = "vault"
    verbose_name = "Khóa và trường mã hóa"

    def ready(self) -> None:
        from hoanhap.foundation.vault import classes

        key = ("id", "scope", "data_class", "master", "wrapped", "created_at", "retired_at", "destroyed_at")
        classes.declare("vault.DataKey", dict.fromkeys(key, "technical"))
        index = ("id", "purpose", "master", "wrapped", "created_at")
        classes.declare("vault.IndexKey", dict.fromkeys(index, "technical"))
