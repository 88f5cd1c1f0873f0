"""Who stands by the person: guarantors, family, who does what, and signed commitments (bảo lãnh, gia đình, cam kết).

Leans on cases and on the task forces of community; knows no helper: who helps is told from above (`owners.helpers`).
"""
