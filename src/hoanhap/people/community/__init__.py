"""Task forces of communes and their members (tổ công tác, quy chế, thành viên).

A commune is covered when it has a living Tổ công tác and the regulation by which that works (quy chế). Names of members
are names of officials and volunteers, not of persons served; they are shown behind a gate all the same.
"""
