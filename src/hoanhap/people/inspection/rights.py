"""What an inspection says about a person to that person: that his file was drawn, what was found in it."""

from django.utils.translation import gettext_lazy as _

from hoanhap.foundation.privacy import inventory, parts
from hoanhap.foundation.privacy.parts import Part
from hoanhap.people.cases import completeness
from hoanhap.people.cases.holdings import holdings
from hoanhap.people.cases.rights import code_of, of_cases
from hoanhap.people.inspection.models import Finding, SampledCase
from hoanhap.people.inspection.policy import InspectionPermission as May
from hoanhap.people.persons.rights import BASIS


def declare() -> None:
    """Called once at start, from apps.ready()."""
    parts.add(_sampled(), _finding())
    holdings.add("inspection.Finding", lambda ids: Finding.objects.filter(case__in=ids).select_related("case"))
    for label, readers in (("SampledCase", (May.READ,)), ("Finding", (May.READ,))):
        inventory.entries.add(
            f"inspection.{label}",
            inventory.Entry(
                purpose=_("Kiểm tra hồ sơ có đủ, đúng hạn không; theo dõi khắc phục"),
                basis=BASIS,
                retention="cases.ended",
                readers=readers,
            ),
        )
    inventory.entries.add(
        "inspection.Supervision",
        inventory.Entry(
            purpose=_("Giám sát xã hội công việc của xã; không mở hồ sơ của ai"),
            basis=BASIS,
            retention=_("theo sổ của đơn vị"),
            readers=(May.READ, May.SUPERVISE),
        ),
    )


def _sampled() -> Part:
    return Part(
        model="inspection.SampledCase",
        title=_("Hồ sơ được chọn để kiểm tra"),
        rows=of_cases(SampledCase, "sample__drawn_at"),
        fields={
            "case": _("Số hồ sơ"),
            "asked": _("Số mục cần có"),
            "held": _("Số mục đã có"),
            "lacking": _("Còn thiếu"),
            "paper_only": _("Hồ sơ chỉ có trên giấy"),
        },
        show={"case": code_of, "lacking": lambda row: _items(row.lacking)},
    )


def _items(codes: str) -> str:
    known = completeness.items
    return ", ".join(str(known[code].lacking) for code in codes.split() if code in known)


def _finding() -> Part:
    return Part(
        model="inspection.Finding",
        title=_("Kiến nghị của người kiểm tra về hồ sơ"),
        rows=of_cases(Finding, "found_at"),
        fields={
            "case": _("Số hồ sơ"),
            "item": _("Mục"),
            "words": _("Cần khắc phục"),
            "due_on": _("Hạn"),
            "state": _("Tình trạng"),
            "answer": _("Đơn vị trả lời"),
        },
        show={"case": code_of, "item": lambda row: _items(row.item)},
    )
