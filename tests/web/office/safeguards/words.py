"""What is planted in the file, and what is typed."""

NAME, NUMBER, PHONE = "Nguyễn Văn Đào", "087092001821", "0912000111"
WHY = "Gặp tai nạn giao thông, cần biết người thân để báo tin ngay"
TYPED = {"asked": NUMBER, "unit": "", "category": "life", "reason": WHY}
