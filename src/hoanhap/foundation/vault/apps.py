"""Refuses to start without a usable master key, and classifies its own fields."""

from django.apps import AppConfig
from django.core.checks import CheckMessage, Error, Tags, register


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
        register(_master_key_usable, Tags.security)


def _master_key_usable(**_: object) -> list[CheckMessage]:
    from django.core.exceptions import ImproperlyConfigured

    from hoanhap.foundation.vault import master_key

    try:
        master_key.load()
    except ImproperlyConfigured as error:
        return [Error(str(error), id="vault.E001")]
    return []
