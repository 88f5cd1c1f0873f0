"""Import and export: one file per sheet or partner format (nhập, xuất dữ liệu)."""
