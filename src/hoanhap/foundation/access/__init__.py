"""Accounts, postings, permissions and the viewer that every gate asks (tài khoản, phân quyền)."""
