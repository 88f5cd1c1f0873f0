"""Writes, one module a register, one function a verb (sổ yêu cầu, đồng ý, cung cấp, sự cố, thời hạn)."""
