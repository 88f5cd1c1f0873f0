"""Files that belong to something: weighed, written anew without what hides or acts, and sealed (tệp đính kèm).

A file has no gate of its own: whoever may read what it belongs to may read it. Packages above say how (`subjects`).
"""
