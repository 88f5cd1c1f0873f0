"""Acts that need two people: one asks, another confirms, the first carries it out once (việc cần hai người).

What such an act may be (a list of names taken out, a role given) is registered by the packages above as a `JointKind`.
This package knows who asked whom for what, until when, and how it ended; it does nothing of the act itself.
"""
