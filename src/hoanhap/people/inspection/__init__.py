"""Samples of files drawn by an inspector, what each file has and lacks, findings handed to the unit (kiểm tra hồ sơ);
social supervision by the Front, which looks at a unit's work and never at a file (giám sát xã hội).

What is scored is the file, never the person: each item is a named yes or no (`people/cases/completeness.py`).
"""
