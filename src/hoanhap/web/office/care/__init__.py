"""The person's own plan, counselling, groups, leaflets, and the first-aid card (kế hoạch, tư vấn, nhóm)."""
