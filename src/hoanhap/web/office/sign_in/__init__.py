"""The way in and out (đăng nhập, đăng xuất)."""
