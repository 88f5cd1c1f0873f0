"""Units merge, split or end: what they hold goes to those that come after, completely and once (bàn giao địa giới).

Words: a *hand-over* is one unit giving to one other what it held, on the day of the map; *waiting* is who cannot be
given to anybody yet (the unit was split and nobody said where he belongs, or his ID number is registered in the new
unit already). Leans on `cases` for the act upon persons and files, on `places` for the map and for the registers in
which every package says what becomes of its tables.
"""
