"""Keeping accounts: invitations, postings with a second person, leavers, quarterly review (quản trị tài khoản).

The tables of accounts and postings lie in `access`; here is what their keepers do.
"""
