"""How the person is called above a form about his file; the look at the name is logged."""

from hoanhap.foundation.access.viewer import Viewer
from hoanhap.kernel import clock
from hoanhap.people.cases.models import Case
from hoanhap.people.persons import queries as persons


def line_of(viewer: Viewer, case: Case) -> str:
    """ "Nguyễn Văn Đào · Ấp 2". The caller has passed the gate of the case."""
    return with_hamlet(name_of(viewer, case), case)


def with_hamlet(name: str, case: Case) -> str:
    """The line for a name that was asked for before: one look is one line in the log."""
    return f"{name} · {case.person.hamlet.heading}" if case.person.hamlet else name


def name_of(viewer: Viewer, case: Case) -> str:
    """The name alone, as this viewer sees it. The caller has passed a gate."""
    persons.log_look("person.listed", [case], viewer=viewer, at=clock.now())
    return persons.names_of([case.person], viewer)[case.person_id]
