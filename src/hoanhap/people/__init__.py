"""The persons served: identity, groups around them, case files, care, reintegration."""
