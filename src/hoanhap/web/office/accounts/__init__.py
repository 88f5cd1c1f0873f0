"""Screens for whoever keeps accounts: list, invitations, postings, the quarterly review (quản trị tài khoản)."""
