"""How one bound field becomes markup: which template it takes and what that template needs to know."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from hoanhap.web.ui.fields import Scale

SHORT = (forms.DateInput, forms.TimeInput, forms.NumberInput)


def context_of(bound: BoundField) -> dict[str, Any]:
    """Label, hint, errors and the control, tied together by ids for those who listen instead of look."""
    kind = kind_of(bound.field.widget)
    described = [f"{bound.auto_id}-hint"] if bound.help_text else []
    described += [f"{bound.auto_id}-error"] if bound.errors else []
    return {
        "field": bound,
        "errors": errors_of(bound),
        "kind": kind,
        "described_by": " ".join(described),
        "control": "" if kind in {"radios", "checkboxes"} else _control(bound, kind, described),
        "options": _options(bound) if kind in {"radios", "checkboxes"} else [],
        "inline": getattr(bound.field.widget, "inline", False),
        "is_scale": isinstance(bound.field.widget, Scale),
        "optional": not bound.field.required and kind not in {"checkbox", "checkboxes"},
    }


def kind_of(widget: forms.Widget) -> str:
    """The family of a widget; order matters, since Django's radios are selects and its checkboxes are radios."""
    for family, kind in (
        (forms.CheckboxSelectMultiple, "checkboxes"),
        (forms.RadioSelect, "radios"),
        (forms.CheckboxInput, "checkbox"),
        (forms.Select, "select"),
        (forms.Textarea, "textarea"),
        (forms.FileInput, "file-upload"),
        (forms.PasswordInput, "password"),
    ):
        if isinstance(widget, family):
            return kind
    return "input"


def errors_of(bound: BoundField) -> list[str]:
    """What is to be looked at again, in words that name the field: Django's own "required" would not."""
    return [sentence for error in bound.errors.as_data() for sentence in _sentences(bound, error)]


def _sentences(bound: BoundField, error: ValidationError) -> list[str]:
    said_by_django = bound.field.error_messages.get("required") == forms.Field.default_error_messages["required"]
    if error.code != "required" or not said_by_django:
        return error.messages
    many = kind_of(bound.field.widget) in {"radios", "checkboxes", "checkbox", "select", "file-upload"}
    return [(_("Chọn mục “%s”.") if many else _("Điền mục “%s”.")) % bound.label]


def _control(bound: BoundField, kind: str, described: list[str]) -> SafeString:
    family = {"checkbox": "checkboxes__input", "password": "input"}.get(kind, kind)
    classes = [f"govuk-{family}", bound.field.widget.attrs.get("class", "")]
    if bound.errors and kind != "checkbox":
        classes.append(f"govuk-{family}--error")
    if isinstance(bound.field.widget, SHORT):
        classes.append("hn-input--short")
    if kind == "password":
        classes.append("govuk-password-input__input govuk-js-password-input-input")
    attrs: dict[str, Any] = {"class": " ".join(name for name in classes if name)}
    if described:
        attrs["aria-describedby"] = " ".join(described)
    return bound.as_widget(attrs=attrs)


def _options(bound: BoundField) -> list[dict[str, Any]]:
    """Each choice with its id, whether it is taken, and its hint."""
    hints = getattr(bound.field.widget, "hints", {})
    found = []
    for part in bound.subwidgets:
        data = part.data
        found.append(
            {
                "id": part.id_for_label,
                "name": data["name"],
                "value": data["value"],
                "label": data["label"],
                "checked": data["selected"],
                "hint": hints.get(str(data["value"]), ""),
            }
        )
    return found


def focus_id(bound: BoundField) -> str:
    """The id a link to this field leads to: its control, or its first choice."""
    many = kind_of(bound.field.widget) in {"radios", "checkboxes"}
    return f"{bound.auto_id}_0" if many else bound.auto_id
