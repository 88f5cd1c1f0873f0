"""`./hoanhap mutants`: take away or turn round each gate, filter, mask and seal in turn; the tests must notice.

A mutant is one call or one guard of `src/hoanhap` made harmless. It is tried in a copy of a running test session
(a fork): the code of the one function is exchanged, the tests that touch the line run, the copy is thrown away.
Which tests touch which line is found once by running them under `coverage`, and kept in `build/mutants`.
"""
