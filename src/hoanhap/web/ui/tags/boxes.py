"""Boxes around something: what is next, a calm aside, a second look, nothing here yet."""

from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.safestring import SafeString

from hoanhap.kernel import numbers
from hoanhap.web.ui import flash

register = template.Library()

TAG_KINDS = ("plain", "done", "look", "late")


@register.inclusion_tag("ui/tag.html")
def ui_tag(text: str | Promise, kind: str = "plain") -> dict[str, Any]:
    """A state in a word: done (green), look (amber, "look again"), late (red), plain (grey)."""
    if kind not in TAG_KINDS:
        raise template.TemplateSyntaxError(f"ui_tag knows {', '.join(TAG_KINDS)}, not {kind!r}")
    return {"text": text, "kind": kind}


@register.simple_block_tag
def ui_next(content: SafeString, title: str | Promise, detail: str | Promise = "") -> SafeString:
    """The next step of a case: its title, until when and by whom, and inside the buttons."""
    return render_to_string("ui/next.html", {"title": title, "detail": detail, "content": content})


@register.simple_block_tag
def ui_panel(content: SafeString, title: str | Promise = "") -> SafeString:
    """A calm green aside."""
    return render_to_string("ui/panel.html", {"title": title, "content": content})


@register.simple_block_tag
def ui_attention(content: SafeString, title: str | Promise = "") -> SafeString:
    """Amber: look again. Never for anything else."""
    return render_to_string("ui/attention.html", {"title": title, "content": content})


@register.simple_block_tag
def ui_empty(content: SafeString, title: str | Promise) -> SafeString:
    """An empty list: says that it is empty and, inside, what to do."""
    return render_to_string("ui/empty.html", {"title": title, "content": content})


@register.simple_block_tag
def ui_tiles(content: SafeString) -> SafeString:
    """A row of large numbers, made of `ui_tile`."""
    return render_to_string("ui/tiles.html", {"content": content})


@register.inclusion_tag("ui/tile.html")
def ui_tile(
    number: str | int, label: str | Promise, note: str | Promise = "", href: str = "", link: str | Promise = ""
) -> dict[str, Any]:
    """One large number, what it counts, a note, and a link to the rows behind it."""
    shown = numbers.group(number) if isinstance(number, int) else number
    return {"number": shown, "label": label, "note": note, "href": href, "link": link}


@register.inclusion_tag("ui/messages.html", takes_context=True)
def ui_messages(context: template.Context) -> dict[str, Any]:
    """The short messages of the last act, each with its way to undo it."""
    found = [
        {
            "text": message.message,
            "look": message.level_tag != "success",
            "undo": flash.undo_address(message.extra_tags),
        }
        for message in context.get("messages") or ()
    ]
    return {"found": found, "csrf_token": context.get("csrf_token")}
