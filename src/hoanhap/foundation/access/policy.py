"""Permissions of this package itself: keeping accounts and postings, and saying yes as the second person."""

from hoanhap.foundation.access.permissions import Permission


class AccessPermission(Permission):
    KEEP_ACCOUNTS = "access.keep_accounts"
    CONFIRM_ROLES = "access.confirm_roles"
    ATTEST_RIGHTS = "access.attest_rights"
