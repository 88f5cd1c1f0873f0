"""What one can press: buttons, small posting forms, the printer."""

from typing import Any

from django import template
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()

KINDS = {
    "primary": "govuk-button govuk-button--primary",
    "secondary": "govuk-button govuk-button--secondary",
    "link": "hn-link-button",
}


@register.inclusion_tag("ui/button.html")
def ui_button(
    label: str | Promise, href: str = "", kind: str = "primary", name: str = "", value: str = "", about: str = ""
) -> dict[str, Any]:
    """A link (with href) or a submit button. `about` completes the label for those who listen."""
    return {
        "label": label,
        "href": href,
        "kind_class": KINDS[kind].removeprefix("govuk-button "),
        "name": name,
        "value": value,
        "about": about,
    }


@register.inclusion_tag("ui/post.html", takes_context=True)
def ui_post(
    context: template.Context, label: str | Promise, url: str, kind: str = "secondary", about: str = "", **fields: str
) -> dict[str, Any]:
    """One button that posts to `url`; further keyword arguments become hidden fields."""
    return {
        "csrf_token": context.get("csrf_token"),
        "label": label,
        "url": url,
        "kind_class": KINDS[kind],
        "about": about,
        "fields": fields,
    }


@register.inclusion_tag("ui/print.html")
def ui_print(label: str | Promise = "") -> dict[str, Any]:
    """Opens the printing dialogue; hidden without script, where the browser's own menu does it."""
    return {"label": label}


@register.simple_block_tag
def ui_actions(content: SafeString) -> SafeString:
    """A row of buttons; on a phone they stand below each other."""
    return format_html('<div class="hn-actions">{}</div>', content)
