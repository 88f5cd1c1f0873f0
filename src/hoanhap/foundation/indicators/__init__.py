"""Catalogue and register of measures: one queryset gives the figure and the rows behind it (chỉ tiêu)."""
