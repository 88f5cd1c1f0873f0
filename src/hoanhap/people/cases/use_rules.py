"""May this be written about the use of drugs, and how do two writings of it differ? Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hoanhap.kernel.errors import Refused
from hoanhap.kernel.text import tidy
from hoanhap.people.cases.rules import UseDetails

LABELS = {
    "first_use_year": gettext_lazy("Sử dụng từ năm"),
    "substances": gettext_lazy("Chất"),
    "route": gettext_lazy("Hình thức sử dụng"),
    "level": gettext_lazy("Mức độ sử dụng"),
    "cause": gettext_lazy("Nguyên nhân"),
    "rehab_count": gettext_lazy("Số lần đã cai"),
}
LENGTHS: Mapping[str, int] = {"substances": 200, "route": 80, "level": 80, "cause": 500}
MOST_REHABS = 99
_FIRST_YEAR = 1900


def checked(use: UseDetails, *, birth_year: int | None, on: date) -> UseDetails:
    """The details as they are stored. Raises Refused with the first fault."""
    first = use.first_use_year
    if first is not None and not max(_FIRST_YEAR, (birth_year or 0) + 1) <= first <= on.year:
        raise Refused(
            _("Năm bắt đầu sử dụng %(year)s không khớp với năm sinh hoặc ở tương lai.") % {"year": first},
            code="use-first-year",
            way_out=_("Kiểm tra lại năm."),
        )
    if use.rehab_count is not None and not 0 <= use.rehab_count <= MOST_REHABS:
        raise Refused(_("Số lần đã cai phải từ 0 đến %d.") % MOST_REHABS, code="use-rehab-count")
    texts = {name: tidy(getattr(use, name))[:length] for name, length in LENGTHS.items()}
    return UseDetails(first_use_year=first, rehab_count=use.rehab_count, **texts)


def differing(theirs: UseDetails, yours: UseDetails) -> tuple[dict[str, str], dict[str, str]]:
    """What two officers wrote differently, label → text."""
    one, other = asdict(theirs), asdict(yours)
    names = [name for name in LABELS if one[name] != other[name]]
    return _said(one, names), _said(other, names)


def _said(details: Mapping[str, object], names: Sequence[str]) -> dict[str, str]:
    return {str(LABELS[name]): "" if details[name] is None else str(details[name]) for name in names}
