"""Accounts, postings, permissions and the viewer that every gate asks (tài khoản, phân quyền).

A posting is a role at a place for a period. A viewer is an account with its living postings: it answers what may be
done under which part of the map, and nothing else is ever asked.
"""
