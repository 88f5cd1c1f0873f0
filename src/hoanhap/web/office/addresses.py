"""From the keys that lower packages use for their subjects to the addresses of the office."""

from collections.abc import Mapping

from django.urls import NoReverseMatch, reverse


def of(key: str, args: Mapping[str, str]) -> str:
    """The address of a subject, or "" when there is no door for this viewer."""
    if not key or not args:
        return ""
    for kwargs in (dict(args), {}):
        try:
            return reverse(key, kwargs=kwargs)
        except NoReverseMatch:
            continue
    return ""
