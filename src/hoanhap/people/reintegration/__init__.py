"""The helper at a person's side (người được phân công giúp đỡ), named by decision, from a day to a day.

One main helper at a time and any number of deputies. A helper with an account sees the people assigned to him while the
assignment lives, and nobody else.
"""
