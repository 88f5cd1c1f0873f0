"""Administrative units over time: merge, split, rename, a level abolished (địa giới hành chính).

Words: a *place* is one unit as it lived from one day to another; its *path* is the chain of ids from the province down,
and doubles as the scope of permissions; a *succession* says which unit took over the whole or a part of another; a
*former name* is what a unit that lived on was called before. Leans on `kernel` and, for acts by somebody, on `audit`.
"""
