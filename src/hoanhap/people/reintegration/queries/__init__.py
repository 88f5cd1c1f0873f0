"""Reads of reintegration, always for somebody (ai giúp ai, nhu cầu, hỗ trợ, nhật ký)."""

from hoanhap.people.reintegration.queries.helpers import (
    accounts_of,
    current_of,
    has_no_helper,
    helped_on,
    history,
    lacking,
    living,
    main_of,
    posted_on,
    without_helper,
)

__all__ = [
    "accounts_of",
    "current_of",
    "has_no_helper",
    "helped_on",
    "history",
    "lacking",
    "living",
    "main_of",
    "posted_on",
    "without_helper",
]
