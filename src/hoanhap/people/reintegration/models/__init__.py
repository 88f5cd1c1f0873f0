"""Tables of reintegration, one noun a file (bảng của hỗ trợ hòa nhập)."""

from hoanhap.people.reintegration.models.helpers import HelperAssignment, HelperKind

__all__ = ["HelperAssignment", "HelperKind"]
