"""What this package says about a person to that person, and why it keeps it (bàn giao, chuyển nơi cư trú)."""

from collections.abc import Callable, Iterable
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from hoanhap import law
from hoanhap.foundation.privacy import inventory, parts
from hoanhap.foundation.privacy.parts import Part
from hoanhap.people.care.policy import HealthPermission
from hoanhap.people.cases.holdings import holdings
from hoanhap.people.cases.holdings import of_cases as of_case_rows
from hoanhap.people.cases.rights import of_cases
from hoanhap.people.persons.rights import BASIS, LINK, UNIT_CODE
from hoanhap.people.reception.models import Arrival, Certificate, Returnee, Transfer
from hoanhap.people.reception.policy import ReceptionPermission as May

_GONE = _("Chuyển vào hồ sơ của ông/bà khi tiếp nhận, không còn giữ ở đây.")
_NEVER_CAME = _("Chỉ ghi về người chưa về hoặc không về xã, khi chưa có hồ sơ nào để nối.")
_HEALTH = _("Chuyển vào sổ sức khỏe khi tiếp nhận; trạm y tế giao phần này.")


def declare() -> None:
    """Called once at start, from apps.ready()."""
    parts.add(_returnee(), _transfer(), _arrival(), _certificate())
    parts.leave_out(
        {
            "reception.Returnee.unit_path": UNIT_CODE,
            "reception.Returnee.person": LINK,
            "reception.Returnee.case": LINK,
            **{f"reception.Returnee.{name}": _GONE for name in _LEFT},
            "reception.Returnee.health": _HEALTH,
            **{f"reception.Returnee.{name}": _NEVER_CAME for name in _OF_OTHERS},
            "reception.Transfer.case": LINK,
            "reception.Arrival.case": LINK,
            "reception.Arrival.unit_path": UNIT_CODE,
            "reception.Transfer.unit_path": UNIT_CODE,
            "reception.Transfer.to_path": UNIT_CODE,
        }
    )
    for model in (Returnee, Transfer):
        holdings.add(model._meta.label, of_case_rows(model))
    holdings.add("reception.Certificate", of_case_rows(Certificate, "returnee__case"))
    parts.third_persons.add("reception.officials", officials_of)
    _describe()


_OF_OTHERS = ("missed_on", "ended_on", "closed_because", "returned_because")
_LEFT = ("birth_date", "id_number", "phone", "address", "family_contact")


def officials_of(person_id: UUID) -> Iterable[tuple[str, str]]:
    """Who gave, took and was to help, wherever a note speaks of them."""
    rows = Returnee.objects.filter(case__person=person_id).order_by("id")
    for names in rows.values_list("receiver_name", "helper_name", "giver_name", "taker_name"):
        yield from ((name, say("(cán bộ)")) for name in names if name)


def _describe() -> None:
    for label, purpose, readers in (
        ("Returnee", _("Biết ai sắp trở về, đón và tiếp nhận đúng ngày"), (May.READ, May.ANNOUNCE)),
        ("ReturnBatch", _("Gửi danh sách người sắp trở về đến các xã"), (May.ANNOUNCE,)),
        ("SheetFault", _("Sửa dòng chưa nhận được của một danh sách"), (May.ANNOUNCE,)),
        ("Certificate", _("Sổ cấp giấy chứng nhận của cơ sở"), (May.ANNOUNCE,)),
        ("Arrival", _("Đếm người chuyển đến"), (May.SEND_MOVE, May.ACCEPT_MOVE)),
        ("Transfer", _("Chuyển hồ sơ đến nơi cư trú mới, đúng hạn"), (May.SEND_MOVE, May.ACCEPT_MOVE)),
    ):
        apart: dict[str, tuple[str, ...]] = {"health": (HealthPermission.READ,)} if label == "Returnee" else {}
        inventory.entries.add(
            f"reception.{label}",
            inventory.Entry(purpose=purpose, basis=BASIS, retention="cases.ended", readers=readers, apart=apart),
        )


def _returnee() -> Part:
    return Part(
        model="reception.Returnee",
        title=_("Bàn giao, tiếp nhận"),
        rows=of_cases(Returnee, "received_on"),
        fields={
            "full_name": _("Họ và tên"),
            "birth_year": _("Năm sinh"),
            "sex": _("Giới tính"),
            "unit": _("Xã tiếp nhận"),
            "origin": _("Trở về từ"),
            "skills": _("Nghề đã học"),
            "papers": _("Giấy tờ còn thiếu"),
            "lacks_id_card": _("Chưa có căn cước"),
            "detox_done": _("Đã cắt cơn, giải độc"),
            "training_done": _("Đã rèn luyện thể chất"),
            "health_checked_on": _("Kiểm tra sức khỏe ngày"),
            "fit": _("Đủ điều kiện tái hòa nhập"),
            "certificate_number": _("Giấy chứng nhận số"),
            "certificate_on": _("Cấp ngày"),
            "due_on": _("Ngày về báo trước"),
            "meet_on": _("Ngày hẹn đón"),
            "received_on": _("Tiếp nhận ngày"),
            "state": _("Kết quả"),
        },
        masked={
            name: (label, _("(cán bộ, người giúp đỡ)"))
            for name, label in (
                ("receiver_name", _("Người đón")),
                ("helper_name", _("Người giúp đỡ")),
                ("helper_office", _("Nơi công tác của người giúp đỡ")),
                ("giver_name", _("Người giao")),
                ("taker_name", _("Người nhận")),
            )
        },
        show={"unit": lambda row: row.unit.full_name}
        | {name: _yes_or_no(name) for name in ("lacks_id_card", "detox_done", "training_done", "fit")},
    )


def _yes_or_no(name: str) -> Callable[[Returnee], str]:
    return lambda row: say("có") if getattr(row, name) else say("không")


def _transfer() -> Part:
    return Part(
        model="reception.Transfer",
        title=_("Chuyển nơi cư trú"),
        rows=of_cases(Transfer, "sent_at"),
        fields={
            "code": _("Số hồ sơ"),
            "unit": _("Nơi đi"),
            "to_unit": _("Nơi đến"),
            "to_hamlet": _("Ấp, khóm nơi đến"),
            "initials": _("Chữ cái đầu của họ tên"),
            "birth_year": _("Năm sinh"),
            "case_state": _("Bước của hồ sơ"),
            "measure": _("Biện pháp"),
            "term_from": _("Thời hạn từ ngày"),
            "term_to": _("Đến trước ngày"),
            "left_on": _("Rời đi ngày"),
            "state": _("Kết quả"),
            "accepted_on": _("Nhận ngày"),
            "refused_because": _("Lý do trả lại"),
        },
        show={
            "unit": lambda row: row.unit.full_name,
            "to_unit": lambda row: row.to_unit.full_name,
            "to_hamlet": lambda row: row.to_hamlet.full_name if row.to_hamlet else "",
            "case_state": lambda row: say(law.state(row.case_state).label_vi),
            "measure": lambda row: say(law.measures()[row.measure]) if row.measure else "",
        },
    )


def _arrival() -> Part:
    return Part(
        model="reception.Arrival",
        title=_("Nơi đến nhận hồ sơ"),
        rows=of_cases(Arrival, "on"),
        fields={"unit": _("Đơn vị"), "on": _("Tính từ ngày")},
        show={"unit": lambda row: row.unit.full_name},
    )


def _certificate() -> Part:
    return Part(
        model="reception.Certificate",
        title=_("Giấy chứng nhận của cơ sở"),
        rows=_certificates,
        fields={
            "number": _("Số"),
            "on": _("Cấp ngày"),
            "year": _("Năm"),
            "kind": _("Trở về từ"),
            "holder": _("Người được cấp"),
            "birth_year": _("Năm sinh"),
        },
    )


def _certificates(person_id: UUID) -> QuerySet[Certificate]:
    return Certificate.objects.filter(returnee__case__person=person_id).order_by("on", "id")
