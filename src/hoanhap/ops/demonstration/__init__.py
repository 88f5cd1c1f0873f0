"""The demonstration: huyện Hồng Ngự in June 2020, entered as work, so that its papers come out of logged contacts.

All persons are invented; their ID numbers begin with 999, which no province has. Everything is made by the real
actions in the order in which an office would have done it, under a clock that stands where the demonstration plays.
"""
