"""Setting how long a unit keeps a category (thời hạn lưu giữ)."""

from datetime import datetime

from django.db import transaction

from hoanhap.foundation import audit
from hoanhap.foundation.places.models import Place
from hoanhap.foundation.privacy import rules
from hoanhap.foundation.privacy.models import RetentionTerm
from hoanhap.kernel.confidence import Confidence
from hoanhap.kernel.text import nfc


@transaction.atomic
def set_term(
    *,
    unit: Place,
    category: str,
    seal_after_days: int | None,
    keep_years: int | None,
    basis: str,
    by: audit.Actor,
    at: datetime,
) -> RetentionTerm:
    """The unit's own term for one category; years of keeping name the paper they rest on. Raises Refused."""
    said = nfc(basis).strip()
    rules.check_term(category, seal_after_days=seal_after_days, keep_years=keep_years, basis=said)
    values = {
        "unit_path": unit.path,
        "seal_after_days": seal_after_days,
        "keep_years": keep_years,
        "basis": said[:500],
        # What an office read in its own table of terms is second-hand to us.
        "confidence": Confidence.SEEN_2.value if said else Confidence.INFER.value,
        "set_by": by.account_id,
        "set_at": at,
    }
    row, _made = RetentionTerm.objects.update_or_create(unit=unit, category=category, defaults=values)
    audit.record(
        "privacy.retention_set",
        by=by,
        subject_kind="place",
        subject_id=unit.pk,
        unit_path=unit.path,
        at=at,
        detail={"category": category, "seal_after_days": seal_after_days, "keep_years": keep_years},
    )
    return row
