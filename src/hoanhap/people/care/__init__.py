"""Contacts with a person and the plan of contacts (lần gặp, kế hoạch gặp).

A contact is logged once: when, where, met or not, what was seen. It settles the duty to meet, opens the next one,
stands in the person's timeline, and is counted by every report (`measures`). "progress" is what an officer saw and
signs; nothing in this package concludes anything about use.
"""
