"""The rights of people whose data the house keeps, and the duties of the office towards them (quyền đối với dữ liệu).

Requests with their clocks, the copy a person is handed, consents, what was handed to whom, breaches, terms of keeping,
and the inventory of fields. Nothing here knows whose data they are or why they are kept: the packages above enter it in
registers (`subjects`, `parts`, `inventory`). The law stands as dated facts in `facts.yaml`.
"""
