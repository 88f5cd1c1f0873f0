"""Identity, family, duplicates (người được hỗ trợ).

A person stands in the register of exactly one commune (`unit`). What tells who he is lies sealed (foundation.vault);
look-up goes through keyed indexes: ID number and phone whole, given name and birth year shortened. Nothing here knows
of measures or of drugs: that is the case file above.
"""
