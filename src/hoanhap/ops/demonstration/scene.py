"""What the chapters of the demonstration share: of whom they tell, and who writes it down."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from hoanhap.foundation.audit import Actor
from hoanhap.foundation.places.models import Place
from hoanhap.ops.demonstration import cast
from hoanhap.ops.demonstration.offices import Offices
from hoanhap.people.cases.models import Case

POLICE, LEADER, STATION, HELPER = "ca.thuonglac", "ld.thuonglac", "yt.thuonglac", "gd.thuonglac"

DAO, BINH, LOI = "Nguyễn Văn Đào", "Trần Văn Bình", "Huỳnh Văn Lợi"
DIEM, HIEU, PHAT, THAO = "Võ Thị Ngọc Diễm", "Nguyễn Minh Hiếu", "Lý Văn Phát", "Huỳnh Thị Thảo"


@dataclass(frozen=True, slots=True)
class Scene:
    """The offices, and the people of the pilot by name."""

    offices: Offices
    case_ids: dict[str, UUID]

    @property
    def commune(self) -> Place:
        return self.offices.communes[cast.PILOT]

    def case(self, name: str) -> Case:
        """The file as it stands now."""
        return Case.objects.select_related("person", "person__unit", "unit").get(pk=self.case_ids[name])

    def officer(self, on: date) -> Actor:
        return self.offices.officer(cast.PILOT, on).actor

    def actor(self, username: str, on: date) -> Actor:
        return self.offices.viewer(username, on).actor
