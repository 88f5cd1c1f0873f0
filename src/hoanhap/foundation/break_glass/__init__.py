"""Break-glass: in an emergency one file opens to somebody who may not read it otherwise (mở khẩn cấp).

For one account, thirty minutes, with a typed reason; the chair of the file's commune is told at once and somebody else
says within 72 hours whether it was right. What an opening shows is decided above; here is who, why, until when.
"""
