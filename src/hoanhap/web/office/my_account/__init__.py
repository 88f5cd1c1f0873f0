"""My account: password, second factor, keys, recovery codes, devices (tài khoản của tôi)."""
