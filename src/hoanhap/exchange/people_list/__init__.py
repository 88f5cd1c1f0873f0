"""A commune's list of persons (danh sách người được hỗ trợ): 32 columns in, 32 columns out.

Words: a *column* is one of the 32 and knows the headings people write above it; a *problem* stops one row and says
how to mend it; a *note* stops nothing. Pure rooms: columns, headings, values, meaning, rows. Rooms with the database:
actions, queries, export.
"""
