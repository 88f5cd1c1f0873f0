"""People who do not exist, in any number: for measuring, for trying out a province, never for figures anybody reports.

`names` and `inventing` are pure and seeded: one seed gives the same people on every machine. `maps`, `staff`,
`settling` and `contacts` write them with the real bulk actions; `worlds` puts a commune, a district or a province
together. ID numbers begin with 999 and phones with 000, which no office ever gave out.
"""
