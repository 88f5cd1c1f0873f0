"""The choice recorded when one law gave way to the next: keep the decision, or go over to the new rules."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from hoanhap.foundation import audit
from hoanhap.foundation.notices import actions as notices
from hoanhap.kernel import clock
from hoanhap.kernel.errors import Refused
from hoanhap.people.cases import actions as cases
from hoanhap.people.cases.models import Case
from hoanhap.people.rehab import clock_rules, duties
from hoanhap.people.rehab.actions import shared
from hoanhap.people.rehab.models import TransitionChoice, Way


@transaction.atomic
def choose(*, case: Case, way: str, on: date, by: audit.Actor, at: datetime) -> TransitionChoice:
    """Raises Refused for a way the transition article does not leave open, naming the article.

    A file without a decision goes over to the law of the day. Where a decision stands and the person chooses the new
    law, the choice is recorded here and the step itself (a registration) is taken as any other.
    """
    held = shared.hold(case.pk)
    if on > clock.local_day(at):
        raise Refused(_("Ngày ghi không thể sau hôm nay."), code="day-ahead")
    found = clock_rules.transition(held.state, held.regime, on)
    if found is None or held.closed_on is not None:
        raise Refused(_("Hồ sơ này không có gì phải chuyển tiếp."), code="no-transition")
    if way not in found.ways:
        raise Refused(
            _("Quy định chuyển tiếp không cho chọn cách này. %s") % _(found.note),
            code="transition-way",
            article=found.article,
        )
    if TransitionChoice.objects.filter(case=held, to_regime=found.to_regime).exists():
        raise Refused(_("Lựa chọn của hồ sơ này đã được ghi."), code="transition-twice")
    row = TransitionChoice(
        **shared.fields(held, by, at),
        from_regime=found.from_regime,
        to_regime=found.to_regime,
        state=held.state,
        way=way,
        on=on,
        article=found.article[:200],
        confidence=found.confidence,
    )
    row.save(force_insert=True)
    shared.log("rehab.transition_chosen", row, by=by, at=at, detail={"way": way, "to": found.to_regime})
    notices.settle(duties.transition_key(held.pk), by=by, at=at)
    if way == Way.CHANGE and not found.may_choose:
        cases.adopt_regime(case=held, on=on, by=by, at=at)
    return row
