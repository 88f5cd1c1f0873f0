"""Permissions of this package itself: keeping accounts and postings."""

from hoanhap.foundation.access.permissions import Permission


class AccessPermission(Permission):
    KEEP_ACCOUNTS = "access.keep_accounts"
