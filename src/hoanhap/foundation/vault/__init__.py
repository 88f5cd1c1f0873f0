"""Keys, sealed fields and blind indexes (khóa, trường mã hóa)."""
