"""Open the survey of a year, type its sheets, close it; write how many complaints a year had. Each act is logged.

Of a sheet the log says only that one was added: neither which nor what stood on it.
"""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from hoanhap.foundation.audit import Actor
from hoanhap.foundation.places.models import Place
from hoanhap.kernel import clock
from hoanhap.kernel.errors import Refused
from hoanhap.people.community import writing
from hoanhap.people.community.stigma import rules
from hoanhap.people.community.stigma.models import ANSWER_FIELDS, AnswerSheet, StigmaYear

FIRST_YEAR = 2010
MOST_COMPLAINTS = 10_000


@transaction.atomic
def open_survey(*, unit: Place, by: Actor, at: datetime) -> StigmaYear:
    """The survey of this year begins today. Raises Refused for a second one in a year."""
    today = clock.local_day(at)
    row = _year_of(unit, today.year, by, at)
    if row.opened_on is not None:
        raise Refused(_("Năm nay đã mở khảo sát."), code="stigma-twice")
    row.opened_on, row.edition = today, rules.EDITION
    row.save(update_fields=["opened_on", "edition"])
    writing.log("stigma.opened", row, by, at, {"year": row.year})
    return row


@transaction.atomic
def add_sheet(survey: StigmaYear, *, answers: Sequence[int], sheet_id: UUID, by: Actor, at: datetime) -> StigmaYear:
    """One sheet as it was filled in; the same press twice is one sheet. Raises Refused.

    Also for a page that was gone back to: with other answers, or of another survey, its sheet would be lost unseen.
    """
    held = _running(survey)
    if not rules.may_answer(answers):
        raise Refused(_("Phiếu cần đủ năm câu trả lời, mỗi câu từ 1 đến 5."), code="sheet-answers")
    again = _("Hãy mở lại trang nhập phiếu rồi nhập.")
    if sheet_id.version != 4:  # an id with a time in it would say when the sheet was typed
        raise Refused(again, code="sheet-id")
    facts = dict(zip(ANSWER_FIELDS, answers, strict=True))
    if AnswerSheet.objects.filter(pk=sheet_id, survey=held, **facts).exists():
        return held
    writing.insert(AnswerSheet(pk=sheet_id, survey=held, **facts), words=again, code="sheet-id")
    writing.log("stigma.sheet_added", held, by, at)
    return held


@transaction.atomic
def close_survey(survey: StigmaYear, *, by: Actor, at: datetime) -> StigmaYear:
    """No sheet is added any more; from here on the score is told. Raises Refused."""
    held = _running(survey)
    held.closed_on = clock.local_day(at)
    held.save(update_fields=["closed_on"])
    writing.log("stigma.closed", held, by, at, {"year": held.year, "sheets": held.sheets.count()})
    return held


@transaction.atomic
def count_complaints(*, unit: Place, year: int, number: int, by: Actor, at: datetime) -> StigmaYear:
    """How many complaints about stigma the unit had in a year; what stood there before stays in the log."""
    if not FIRST_YEAR <= year <= clock.local_day(at).year:
        raise Refused(_("Năm này chưa đến hoặc quá xa."), code="stigma-year")
    if not 0 <= number <= MOST_COMPLAINTS:
        raise Refused(_("Ghi số lần phản ánh, từ 0 trở lên."), code="stigma-number")
    row = _year_of(unit, year, by, at)
    before, row.complaints = row.complaints, number
    row.save(update_fields=["complaints"])
    writing.log("stigma.complaints_counted", row, by, at, {"year": year, "number": number, "before": before})
    return row


def _year_of(unit: Place, year: int, by: Actor, at: datetime) -> StigmaYear:
    """The row of this year, locked; made when nothing stood there."""
    writing.one_at_a_time(unit)
    found = StigmaYear.objects.select_for_update(of=("self",)).filter(unit=unit, year=year).first()
    if found is None:
        found = StigmaYear(**writing.stamp(unit, by, at), year=year, edition=rules.EDITION)
        found.save(force_insert=True)
    return found


def _running(survey: StigmaYear) -> StigmaYear:
    held = StigmaYear.objects.select_for_update(of=("self",)).get(pk=survey.pk)
    if held.opened_on is None or held.closed_on is not None:
        raise Refused(_("Khảo sát này chưa mở hoặc đã khép lại."), code="stigma-closed")
    return held
