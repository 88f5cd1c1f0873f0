"""Pure questions of reintegration, one subject a file."""

from hoanhap.people.reintegration.rules.helpers import WORKING_DAYS_TO_ASSIGN, assign_by, lives

__all__ = ["WORKING_DAYS_TO_ASSIGN", "assign_by", "lives"]
