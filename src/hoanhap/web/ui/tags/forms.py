"""Plain Django forms in our markup: the summary of what to look at again, and the fields."""

from typing import Any

from django import forms, template
from django.forms.boundfield import BoundField

from hoanhap.web.ui import rendering

register = template.Library()


@register.inclusion_tag("ui/forms/form.html")
def ui_form(form: forms.BaseForm, summary: bool = True) -> dict[str, Any]:
    """All fields in their order, hidden ones too, with the error summary above. The `form` element is the page's."""
    return {"form": form, "summary": summary}


@register.inclusion_tag("ui/forms/field.html")
def ui_field(field: BoundField, label: str = "") -> dict[str, Any]:
    """One field with label, hint and error; `label` replaces the form's own."""
    return {**rendering.context_of(field), "label": label or field.label}


@register.inclusion_tag("ui/forms/error_summary.html")
def ui_error_summary(form: forms.BaseForm) -> dict[str, Any]:
    """What to look at again, each line a link to its field; nothing while the form is right."""
    lines = [{"text": error, "href": ""} for error in form.non_field_errors()]
    lines += [
        {"text": error, "href": f"#{rendering.focus_id(bound)}"}
        for bound in form
        for error in rendering.errors_of(bound)
    ]
    return {"lines": lines}
