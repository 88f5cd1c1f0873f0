"""How a target of "at least" is said, and who is nominated to himself. Pure."""

# The plan of the Front asks each unit for at least one course a year.
LEAST_COURSES_A_YEAR = 1


def against(done: int, least: int) -> tuple[str, bool]:
    """How far a target of at least so many is, as a paper writes it: ("1/1", True)."""
    return f"{done}/{least}", done >= least


def accepted_at_once(*, course_path: str, nominated_by_path: str) -> bool:
    """Whom the unit that gives the course sends itself, it need not ask."""
    return course_path == nominated_by_path
