"""What of the work of a Tổ stands in this room: counselling held, people met (tư vấn, quản lý)."""

from datetime import date

from hoanhap.kernel import clock
from hoanhap.people.care.counselling.models import Counselling
from hoanhap.people.care.models import Contact
from hoanhap.people.community.loads import team_works


def declare() -> None:
    """Called once at start, from apps.ready()."""
    team_works.add("counselling", counselled)
    team_works.add("management", met)


def counselled(unit_path: str, start: date, end: date) -> int:
    """Sessions of counselling held in [start, end); what was written by mistake does not count."""
    return Counselling.objects.filter(unit_path=unit_path, void_at=None, held_on__gte=start, held_on__lt=end).count()


def met(unit_path: str, start: date, end: date) -> int:
    """Times somebody under management was met."""
    return Contact.objects.filter(
        unit_path=unit_path, met=True, met_at__gte=clock.at(start), met_at__lt=clock.at(end)
    ).count()
