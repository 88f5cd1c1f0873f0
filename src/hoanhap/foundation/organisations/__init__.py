"""Agencies, posts and who owns which task, each valid from-to (cơ quan, đơn vị).

Words: an *agency* of some *kind* stands at a place on one *level*; a *post* is a seat in it; a *task* is work that one
kind of agency holds on a level for a period, and that may pass to another kind on a date. What the tasks are called is
data, and packages above may register more. Leans on `places` and `audit`.
"""
