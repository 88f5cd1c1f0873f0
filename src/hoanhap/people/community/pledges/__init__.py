"""Signed sheets of pledges for a movement: who pledged, how many, for which parts, never by name (bản ký cam kết).

A household that pledged last year is asked again this year: what is counted is counted in a year.
"""
