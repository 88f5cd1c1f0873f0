"""The column that holds an envelope. Reading the attribute gives sealed bytes, never a name: opening is a verb."""

from typing import Any

from django.db import models

from hoanhap.foundation.vault.data_class import DataClass


class SealedField(models.BinaryField):  # type: ignore[type-arg]
    """Bytes made by `vault.seal`, opened by `vault.reveal`; an unsealed value is refused on its way to the database."""

    def __init__(self, *args: Any, data_class: DataClass, **kwargs: Any) -> None:
        self.data_class = DataClass(data_class)
        kwargs.setdefault("null", True)
        kwargs.setdefault("editable", False)
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "data_class": self.data_class}

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        if value is not None and not bytes(value).startswith(b"v1|"):
            raise ValueError(f"{self.name} must be sealed before it is stored")
        return super().get_db_prep_value(value, connection, prepared)
