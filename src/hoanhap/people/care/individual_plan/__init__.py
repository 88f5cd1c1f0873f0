"""The person's own plan: what he wants, what he is good at, his goals, and the steps agreed (kế hoạch cá nhân).

His wish comes first, on the screen and on paper. Each time the plan is written anew the version before stays; a step
agreed stays with its owner and its day, whether it was done or dropped.
"""
