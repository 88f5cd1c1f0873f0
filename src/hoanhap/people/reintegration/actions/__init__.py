"""Writes of reintegration, one function a verb (phân công, nhu cầu, việc làm, vay vốn, hỗ trợ, nhật ký)."""

from hoanhap.people.reintegration.actions.helpers import (
    HelperDetails,
    assign,
    bulk_assign,
    end_all,
    end_assignment,
)

__all__ = ["HelperDetails", "assign", "bulk_assign", "end_all", "end_assignment"]
