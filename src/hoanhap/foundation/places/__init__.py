"""Administrative units over time: merge, split, rename, a level abolished (địa giới hành chính)."""
