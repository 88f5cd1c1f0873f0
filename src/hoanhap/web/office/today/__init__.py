"""The first screen: what is due today, for whom, until when, one press to do it (việc hôm nay)."""
