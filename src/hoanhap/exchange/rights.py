"""What a list somebody took in still says about a person, to that person; and why lists are kept at all."""

from django.utils.translation import gettext_lazy as _

from hoanhap.exchange.models import ImportRow
from hoanhap.exchange.policy import ExchangePermission as May
from hoanhap.foundation.privacy import inventory, parts
from hoanhap.foundation.privacy.parts import Part
from hoanhap.people.persons.rights import BASIS, LINK, UNIT_CODE

_WAITING = _("Dòng chờ của một danh sách đang xem trước: xóa ngay khi danh sách được nhập hoặc bỏ.")


def declare() -> None:
    """Called once at start, from apps.ready()."""
    parts.add(
        Part(
            model="exchange.ImportRow",
            order=80,
            title=_("Danh sách đã nhập có tên ông/bà"),
            rows=lambda person_id: ImportRow.objects.filter(person=person_id).order_by("id"),
            fields={"message": _("Ghi chú của dòng")},
        )
    )
    parts.leave_out(
        {
            "exchange.ImportRow.person": LINK,
            "exchange.ImportRow.case": LINK,
            "exchange.ImportRow.unit_path": UNIT_CODE,
            "exchange.ImportRow.payload": _WAITING,
            "exchange.ImportRow.police_payload": _WAITING,
        }
    )
    purpose = _("Nhập danh sách có sẵn, kiểm tra từng dòng, hoàn tác khi nhập nhầm")
    for label in ("ImportBatch", "ImportRow"):
        inventory.entries.add(
            f"exchange.{label}",
            inventory.Entry(purpose=purpose, basis=BASIS, retention="cases.ended", readers=(May.IMPORT_PEOPLE,)),
        )
