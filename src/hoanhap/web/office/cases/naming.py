"""How the person is called above a form about his file; the look at the name is logged."""

from hoanhap.foundation.access.viewer import Viewer
from hoanhap.kernel import clock
from hoanhap.people.cases.models import Case
from hoanhap.people.persons import queries as persons


def line_of(viewer: Viewer, case: Case) -> str:
    """ "Nguyễn Văn Đào · Ấp 2". The caller has passed the gate of the case."""
    persons.log_look("person.listed", [case], viewer=viewer, at=clock.now())
    name = persons.names_of([case.person])[case.person_id]
    return f"{name} · {case.person.hamlet.heading}" if case.person.hamlet else name
