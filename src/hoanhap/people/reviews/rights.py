"""What this package says about a person to that person: what was signed of him; offences stay with the police."""

from django.utils.translation import gettext_lazy as _

from hoanhap.foundation.privacy import inventory, parts
from hoanhap.foundation.privacy.actions.requests import corrections
from hoanhap.foundation.privacy.parts import Part
from hoanhap.people.cases.holdings import holdings
from hoanhap.people.cases.policy import PolicePermission as Police
from hoanhap.people.cases.rights import code_of, of_cases
from hoanhap.people.persons.rights import BASIS
from hoanhap.people.reviews.models import OffenceCheck, Review, YearAssessment
from hoanhap.people.reviews.policy import SOCIAL
from hoanhap.people.reviews.policy import ReviewPermission as May

_POLICE = _(
    "Phần do công an quản lý không nằm trong bản này: hỏi tại công an cấp xã (Nghị định 356/2025/NĐ-CP Điều 4; "
    "Luật 91/2025/QH15 Điều 19)."
)


def declare() -> None:
    """Called once at start, from apps.ready()."""
    parts.add(_review(), _year())
    parts.leave_out(
        {f"reviews.OffenceCheck.{field}": _POLICE for field in ("case", "ended_on", "finding")},
    )
    for model in (Review, YearAssessment):
        holdings.add(model._meta.label, _everything(model))
    holdings.add("reviews.OffenceCheck", lambda ids: OffenceCheck.objects.filter(case__in=ids))
    for code in ("review.corrected", "review.assessment_corrected"):
        corrections.add(code, "case")
    _describe()


def _everything(model: type[Review] | type[YearAssessment]):  # type: ignore[no-untyped-def]
    return lambda ids: model.everything.filter(case__in=ids).select_related("case")


_COMMON = {
    "not_seen": _("Lý do không đánh giá được"),
    "seen_on": _("Ngày thấy dấu hiệu"),
    "work": _("Việc làm"),
    "note": _("Nhận xét"),
    "struck_reason": _("Lý do gạch bỏ"),
}


def _review() -> Part:
    return Part(
        model="reviews.Review",
        title=_("Đánh giá quý"),
        rows=of_cases(Review, "year", "quarter", manager="everything"),
        fields={
            "case": _("Số hồ sơ"),
            "year": _("Năm"),
            "quarter": _("Quý"),
            "reviewed_on": _("Ngày đánh giá"),
            "condition": _("Mức đánh giá"),
            "use_seen": _("Cán bộ thấy dấu hiệu sử dụng lại"),
            **_COMMON,
        },
        show={"case": code_of},
    )


def _year() -> Part:
    return Part(
        model="reviews.YearAssessment",
        title=_("Đánh giá sau một năm kết thúc cai"),
        rows=of_cases(YearAssessment, "ended_on", manager="everything"),
        fields={
            "case": _("Số hồ sơ"),
            "ended_on": _("Ngày kết thúc cai"),
            "assessed_on": _("Ngày đánh giá"),
            "outcome": _("Kết quả"),
            "paper_number": _("Số phiếu kết quả xác định"),
            "paper_on": _("Ngày của phiếu"),
            **_COMMON,
        },
        show={"case": code_of},
    )


def _describe() -> None:
    for label in ("Review", "YearAssessment"):
        inventory.entries.add(
            f"reviews.{label}",
            inventory.Entry(
                purpose=_("Đánh giá định kỳ để hỗ trợ đúng lúc; báo cáo kết quả"),
                basis=BASIS,
                retention="cases.ended",
                readers=(May.READ,),
                apart=dict.fromkeys(("note", "struck_reason"), (SOCIAL,)),
            ),
        )
    inventory.entries.add(
        "reviews.OffenceCheck",
        inventory.Entry(
            purpose=_("Công tác của công an cấp xã"), basis=BASIS, retention="cases.ended", readers=(Police.READ,)
        ),
    )
