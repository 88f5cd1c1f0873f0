"""Second factors, recovery codes, sessions and the counting of wrong guesses (đăng nhập hai lớp, phiên làm việc).

Everything here runs on the wall clock: telephones, keys and browsers live in real time even while a demonstration
plays in 2020. Entries of the log keep the house's own clock.
"""
