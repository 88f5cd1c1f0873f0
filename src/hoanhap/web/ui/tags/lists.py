"""Lists an officer works from: tasks, steps of the law, what happened, facts."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.safestring import SafeString

from hoanhap.kernel import clock
from hoanhap.web.ui import words
from hoanhap.web.ui.parts import Entry, Fact, Step

register = template.Library()


@register.simple_block_tag
def ui_tasks(content: SafeString) -> SafeString:
    """The list around `ui_task` rows."""
    return render_to_string("ui/tasks.html", {"content": content})


@register.inclusion_tag("ui/task.html")
def ui_task(
    what: str | Promise,
    due: date | datetime | str | Promise = "",
    detail: str | Promise = "",
    href: str = "",
    action: str | Promise = "",
    calm: bool = False,
) -> dict[str, Any]:
    """One thing to do: until when, what and for whom, one button (`calm`: grey, for what can wait).

    `due` is a moment, a date, or words of one's own.
    """
    label = words.due(due, now=clock.now()) if isinstance(due, date) else words.DueLabel(str(due), late=False)
    return {"what": what, "due": label, "detail": detail, "href": href, "action": action, "calm": calm}


@register.inclusion_tag("ui/steps.html")
def ui_steps(steps: Sequence[Step]) -> dict[str, Any]:
    """The line of legal steps; upright on a phone."""
    return {"steps": steps}


@register.inclusion_tag("ui/timeline.html")
def ui_timeline(entries: Sequence[Entry]) -> dict[str, Any]:
    """What happened, newest first, as the view ordered it."""
    return {"entries": entries}


@register.inclusion_tag("ui/summary.html")
def ui_summary(facts: Sequence[Fact]) -> dict[str, Any]:
    """Labels left, values right, an action at the end: for checking before sending."""
    return {"facts": facts}


@register.simple_block_tag
def ui_facts(content: SafeString) -> SafeString:
    """Facts below each other in the narrow column, made of `ui_fact`."""
    return render_to_string("ui/facts.html", {"content": content})


@register.simple_block_tag
def ui_fact(content: SafeString, label: str | Promise) -> SafeString:
    """One fact; its value is what stands inside, so it may hold links and tags."""
    return render_to_string("ui/fact.html", {"label": label, "content": content})
