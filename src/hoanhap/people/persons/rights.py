"""What this package says about a person to that person, and why it is kept (bản sao dữ liệu, danh mục trường)."""

import calendar
from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from hoanhap.foundation import vault
from hoanhap.foundation.access.viewer import Viewer
from hoanhap.foundation.privacy import inventory, masking, parts, subjects
from hoanhap.foundation.privacy.actions.requests import corrections
from hoanhap.foundation.privacy.parts import Part
from hoanhap.foundation.privacy.subjects import PERSON, Subject, SubjectKind
from hoanhap.kernel import durations
from hoanhap.kernel.dates import PartialDate
from hoanhap.people.persons import indexes, policy, queries
from hoanhap.people.persons.models import Person, SocialProfile
from hoanhap.people.persons.policy import PersonPermission as May
from hoanhap.people.persons.relocation_models import Relocation

BASIS = _("Luật 91/2025/QH15 Điều 19: hoạt động quản lý nhà nước theo luật")
PURPOSE = _("Biết là ai, liên hệ và hỗ trợ đúng người")


def declare() -> None:
    """Called once at start, from apps.ready()."""
    subjects.register.add(PERSON, SubjectKind(open=open_subject, find=find, age=age))
    parts.add(_person(), _social(), _relocation())
    parts.leave_out(
        {
            "persons.Person.unit_path": UNIT_CODE,
            "persons.SocialProfile.person": LINK,
            "persons.Relocation.person": LINK,
            "persons.Relocation.from_path": UNIT_CODE,
            "persons.Relocation.to_path": UNIT_CODE,
        }
    )
    parts.trails.add("persons", lambda person_id: [("person", str(person_id))])
    parts.own_names.add("persons", own_words)
    parts.third_persons.add("persons.relative", relatives_of)
    parts.third_persons.add("persons.others", others_of)
    corrections.add("person.corrected", "person")
    _describe()


UNIT_CODE = _("Mã đơn vị dùng trong máy: cùng nội dung với đơn vị quản lý.")
LINK = _("Đường nối giữa các bảng trong máy, không phải thông tin.")


def open_subject(viewer: Viewer, subject_id: object, at: datetime) -> Subject:
    """The gate of one person for his rights, with his whole name; the look is logged. Raises NotHere."""
    person = policy.get_person_for(viewer, str(subject_id), to=May.CORRECT)
    queries.log_look("privacy.person_looked", [_Shown(person)], viewer=viewer, at=at)
    return subject_of(person)


def subject_of(person: Person) -> Subject:
    """The person as the registers of rights know him. The caller has passed a gate and logs the look."""
    name = vault.reveal(person, "full_name")
    return Subject(kind=PERSON, id=person.pk, unit=person.unit, name=name, sealed=person.sealed_at is not None)


def find(unit_path: str, id_number: str) -> UUID | None:
    """Whose number this is in the unit's register; sealed or not, the answer is used, never shown."""
    digits = "".join(letter for letter in id_number if letter.isdigit())
    index = indexes.of_id_number(digits)
    if index is None:
        return None
    found = Person.objects.filter(unit_path=unit_path, id_index=index, destroyed_at=None)
    return found.order_by("sealed_at", "-registered_at", "id").values_list("pk", flat=True).first()


def age(person_id: UUID, on: date) -> int | None:
    """Whole years on this day, as far as the birth date is known; of a year alone the latest day is taken."""
    birth = queries.birth_of(Person.objects.get(pk=person_id))
    if birth is None:
        return None
    month = birth.month or 12
    day = birth.day or calendar.monthrange(birth.year, month)[1]
    return durations.whole_months(date(birth.year, month, day), on) // 12


def own_words(person_id: UUID) -> Iterable[str]:
    """The person's own name and numbers stay readable in his own copy."""
    person = Person.objects.get(pk=person_id)
    return vault.reveal_many([person], "full_name", "id_number", "phone")[person.pk].values()


def relatives_of(person_id: UUID) -> Iterable[tuple[str, str]]:
    """Names in the line about relatives."""
    person = Person.objects.get(pk=person_id)
    names = masking.names_in(vault.reveal(person, "relative"))
    return [(name, say("(người thân)")) for name in names]


def others_of(person_id: UUID) -> Iterable[tuple[str, str]]:
    """Everybody else of the unit's register: one of them may be named in a note. Nothing of it is shown."""
    unit = Person.objects.values_list("unit_id", flat=True).get(pk=person_id)
    others = Person.objects.filter(unit_id=unit).exclude(pk=person_id).only("pk", "full_name").order_by("pk")
    opened = vault.reveal_many(others.iterator(chunk_size=500), "full_name")
    return [(said["full_name"], say("(người khác)")) for said in opened.values() if said["full_name"]]


def _describe() -> None:
    """Who opens a masked field follows from the table of masks; the name has its own ways."""
    apart: dict[str, tuple[str, ...]] = {field: tuple(may) for field, may in policy.REVEALED_BY.items()}
    apart["full_name"] = (*apart["full_name"], May.NAME, May.NAME_GIVEN)
    for label in ("persons.Person", "persons.SocialProfile", "persons.Relocation"):
        entry = inventory.Entry(
            purpose=PURPOSE,
            basis=BASIS,
            retention="cases.ended",
            readers=(May.READ,),
            apart=apart if label == "persons.Person" else {},
        )
        inventory.entries.add(label, entry)


class _Shown:
    """A person as `log_look` wants it."""

    def __init__(self, person: Person) -> None:
        self.person_id, self.unit_path = person.pk, person.unit_path


def _person() -> Part:
    return Part(
        model="persons.Person",
        order=10,
        title=_("Nhân thân, liên hệ"),
        rows=lambda person_id: Person.objects.filter(pk=person_id),
        fields={
            "full_name": _("Họ và tên"),
            "birth_date": _("Ngày sinh"),
            "birth_year": _("Năm sinh"),
            "sex": _("Giới tính"),
            "id_number": _("Số CCCD/CMND"),
            "phone": _("Điện thoại"),
            "permanent_address": _("Nơi thường trú"),
            "current_address": _("Nơi ở hiện nay"),
            "hamlet": _("Ấp, khóm"),
            "unit": _("Đơn vị quản lý"),
        },
        masked={"relative": (_("Người thân"), _("(có ghi; tên, số của người thân đã che)"))},
        show={
            "birth_date": lambda text: str(PartialDate.from_iso(text)),
            "hamlet": lambda row: row.hamlet.full_name if row.hamlet else "",
            "unit": lambda row: row.unit.full_name,
        },
    )


def _social() -> Part:
    return Part(
        model="persons.SocialProfile",
        order=10,
        title=_("Học vấn, nghề nghiệp, gia đình"),
        rows=lambda person_id: SocialProfile.objects.filter(person=person_id),
        fields={
            "ethnicity": _("Dân tộc"),
            "education": _("Trình độ học vấn"),
            "occupation": _("Nghề nghiệp"),
            "marital_status": _("Tình trạng hôn nhân"),
        },
    )


def _relocation() -> Part:
    return Part(
        model="persons.Relocation",
        order=10,
        title=_("Chuyển đơn vị quản lý"),
        rows=lambda person_id: Relocation.objects.filter(person=person_id).order_by("on", "id"),
        fields={
            "on": _("Từ ngày"),
            "from_unit": _("Đơn vị cũ"),
            "to_unit": _("Đơn vị mới"),
            "reason": _("Lý do"),
        },
        show={
            "from_unit": lambda row: row.from_unit.full_name,
            "to_unit": lambda row: row.to_unit.full_name,
        },
    )
