"""Who comes back from a centre, and who moves from one commune to another (bàn giao, tiếp nhận, chuyển nơi cư trú).

A person who comes back is announced by the centre, awaited and received by the commune; one who moves is sent by his
commune and accepted by a named officer of the other. Leans on cases, commitments, care and reintegration.
"""
