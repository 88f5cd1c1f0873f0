"""Form fields and widgets in the forms our officers type: one box for a date, large choices with hints."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from hoanhap.kernel import dates
from hoanhap.kernel.errors import Refused
from hoanhap.web.ui.parts import Words

UNREADABLE = _("“%(typed)s” không phải là ngày. Viết đủ ngày/tháng/năm như 16/06/2020.")
EXAMPLE = _("Ngày/tháng/năm, ví dụ 16/06/2020")


class DateInput(forms.DateInput):
    """One box, typed as 16/06/2020 on a number pad."""

    input_type = "text"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        usual = {"inputmode": "numeric", "autocomplete": "off", "maxlength": "10"}
        super().__init__({**usual, **(attrs or {})}, "%d/%m/%Y")


class DateField(forms.DateField):
    """Reads what the kernel reads ("5/6/1990", "5-6-90", "1990-06-05"), shows dd/mm/yyyy."""

    widget = DateInput

    def __init__(self, *, help_text: Words = EXAMPLE, **kwargs: Any) -> None:
        super().__init__(help_text=help_text, **kwargs)

    def to_python(self, value: Any) -> date | None:
        if not isinstance(value, str) or not value.strip():
            return super().to_python(value)
        try:
            return dates.parse_day(value)
        except Refused as refusal:
            raise ValidationError(UNREADABLE, code="invalid", params={"typed": value}) from refusal


class Radios(forms.RadioSelect):
    """Large round choices; `inline` puts short ones side by side, `hints` explain a choice by its value."""

    def __init__(self, *, inline: bool = False, hints: Mapping[str, Words] | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.inline = inline
        self.hints = hints or {}


class Scale(Radios):
    """The numbers of a scale, side by side on a phone, too."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(inline=True, **kwargs)


class Checkboxes(forms.CheckboxSelectMultiple):
    """Large square choices; hints as in Radios."""

    def __init__(self, *, hints: Mapping[str, Words] | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.hints = hints or {}
