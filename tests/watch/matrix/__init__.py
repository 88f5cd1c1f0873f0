"""The access matrix: every door × everybody × where the thing stands × every method, from the table in doors.py.

A new door needs nothing here while its address names only parts that have a maker (`things.py`); for a new part the
matrix fails and says what to add.
"""
