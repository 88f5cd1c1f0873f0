"""Counselling with the person, with the family, in groups; and the library of leaflets (tư vấn, sinh hoạt nhóm).

A session says what was spoken of and which version of which leaflet was given. Sessions with the family are counted
apart, and nobody is counted twice. What was said lies sealed; of a talk of the soul it opens by a press, in the log.
"""
