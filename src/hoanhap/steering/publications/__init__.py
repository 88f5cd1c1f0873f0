"""Tables that leave the house: merged reports without small figures, published by two people (công bố số liệu).

Nothing is printed that gives a small figure back, also beside everything published before.
"""
