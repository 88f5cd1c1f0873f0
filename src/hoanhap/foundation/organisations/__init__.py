"""Agencies, posts and who owns which task, each valid from-to (cơ quan, đơn vị)."""
