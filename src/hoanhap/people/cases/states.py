"""The states a case may stand in, grouped the way tables and measures need them; the words are the law's."""

from hoanhap import law

# In alphabetical order, so that the constraints of the tables do not change when the vocabulary is arranged anew.
CODES: tuple[str, ...] = tuple(sorted(state.code for state in law.states()))
CLOSED: tuple[str, ...] = tuple(sorted(law.states_of_class("closed")))
OPEN: tuple[str, ...] = tuple(code for code in CODES if code not in CLOSED)
AFTER: tuple[str, ...] = law.states_of_class("after_rehab")
PAUSED: tuple[str, ...] = tuple(state.code for state in law.states() if state.kind == "pause")
REHAB: tuple[str, ...] = tuple(code for code in law.states_of_class("in_rehab") if code not in PAUSED)
REHAB_COMMUNITY: tuple[str, ...] = ("rehab_voluntary_community", "rehab_compulsory_community")
REHAB_OUTSIDE: tuple[str, ...] = ("rehab_voluntary_home", *REHAB_COMMUNITY)
IN_FACILITY: tuple[str, ...] = (
    "rehab_voluntary_facility",
    "rehab_compulsory_adult",
    "rehab_compulsory_minor",
    "post_rehab_centre",
)
# People living in the commune with an open case: met by it, with a helper at their side.
FOLLOWED: tuple[str, ...] = tuple(
    code
    for name in ("user", "addicted", "in_rehab", "after_rehab", "support")
    for code in law.states_of_class(name)
    if code not in IN_FACILITY
)
# Under a measure, in treatment, managed after rehab or supported: what a target calls managed. Only found, waiting for
# a decision, put off or away is not.
MANAGED: tuple[str, ...] = tuple(state.code for state in law.states() if state.kind in ("measure", "after"))
WAITING: tuple[str, ...] = tuple(state.code for state in law.states() if state.kind == "pre")
REGIMES: tuple[str, ...] = tuple(regime.code for regime in law.regimes())

TAKEN_IN = ("list_person", "self_declare")
"""The verbs by which somebody becomes known; whoever so begins is met within a week."""

HANDED_OVER = "handed_over"
"""The verb of a standing that goes on in another unit: the state is the one before, no step of the law was made."""
