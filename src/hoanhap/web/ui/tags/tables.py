"""Tables, and what narrows, orders and pages them. All of it works by links and GET forms; script makes it faster."""

from collections.abc import Sequence
from typing import Any

from django import template
from django.core.paginator import Page
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.safestring import SafeString

from hoanhap.web.ui.parts import Choice

register = template.Library()


@register.simple_block_tag
def ui_table(
    content: SafeString, caption: str | Promise, sortable: bool = False, hide_caption: bool = False
) -> SafeString:
    """The box around a table; `sortable` lets script order a table shown whole (headings carry aria-sort="none")."""
    return render_to_string(
        "ui/table.html", {"caption": caption, "sortable": sortable, "hide_caption": hide_caption, "content": content}
    )


@register.inclusion_tag("ui/bar.html")
def ui_bar(value: int | None, of: int | None) -> dict[str, Any]:
    """A small bar beside a figure that is written in the same cell; nothing known draws an empty bar."""
    share = 100 * value / of if value and of else 0
    return {"share": f"{min(max(share, 0), 100):.1f}"}


@register.inclusion_tag("ui/sort.html", takes_context=True)
def ui_sort(context: template.Context, label: str | Promise, key: str, number: bool = False) -> dict[str, Any]:
    """A heading that orders the whole list on the server: `?sort=key`, a second press `?sort=-key`."""
    request = context["request"]
    now = request.GET.get("sort", "")
    state = {key: "ascending", f"-{key}": "descending"}.get(now, "none")
    turned = f"-{key}" if state == "ascending" else key
    return {
        "label": label,
        "state": state,
        "mark": {"ascending": "▲", "descending": "▼", "none": "↕"}[state],
        "number": number,
        "href": _with(request, sort=turned, page=None),
    }


@register.inclusion_tag("ui/filter.html", takes_context=True)
def ui_filter(
    context: template.Context,
    choices: Sequence[Choice] = (),
    search: str | Promise = "",
    search_name: str = "q",
    target: str = "",
) -> dict[str, Any]:
    """Narrows a list by GET: a search box (label in `search`) and selects. `target` is the part htmx replaces."""
    request = context["request"]
    names = [choice.name for choice in choices] + ([search_name] if search else [])
    return {
        "choices": choices,
        "search": search,
        "search_name": search_name,
        "query": request.GET.get(search_name, ""),
        "target": target,
        "path": request.path,
        "narrowed": any(request.GET.get(name) for name in names),
        "sort": request.GET.get("sort", ""),
    }


@register.inclusion_tag("ui/search.html", takes_context=True)
def ui_search(context: template.Context, label: str | Promise, name: str = "q", action: str = "") -> dict[str, Any]:
    """A search box of its own."""
    request = context["request"]
    return {"label": label, "name": name, "action": action or request.path, "query": request.GET.get(name, "")}


@register.inclusion_tag("ui/pagination.html", takes_context=True)
def ui_pagination(context: template.Context, page: Page[Any]) -> dict[str, Any]:
    """Before, the pages around here, after; nothing when there is one page."""
    request = context["request"]
    shown = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    links = [
        {"number": number, "href": _with(request, page=number) if isinstance(number, int) else ""} for number in shown
    ]
    return {
        "page": page,
        "links": links,
        "before": _with(request, page=page.previous_page_number()) if page.has_previous() else "",
        "after": _with(request, page=page.next_page_number()) if page.has_next() else "",
    }


def _with(request: HttpRequest, **changes: str | int | None) -> str:
    """This page's address with some parameters changed; None drops one."""
    query = request.GET.copy()
    for name, value in changes.items():
        query.pop(name, None)
        if value is not None:
            query[name] = str(value)
    return f"?{query.urlencode()}"
