"""Opening a run and moving it: the update is conditional on the state the actor saw."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from hoanhap.foundation import vault
from hoanhap.foundation.approvals.models import Act, Run
from hoanhap.foundation.approvals.states import TRANSITIONS, Verb
from hoanhap.foundation.audit import Actor
from hoanhap.kernel.errors import Refused


def open_run(*, unit_path: str, at: datetime) -> Run:
    """A run of this unit; its key seals the reasons written on the way."""
    return Run.objects.create(opened_at=at, unit_path=unit_path)


@transaction.atomic
def act(run: Run, verb: Verb, *, by: Actor, at: datetime, reason: str = "") -> Act:
    """Move the run and keep the act. Raises Refused when somebody was faster or a reason is missing."""
    row = TRANSITIONS[verb]
    if row.needs_reason and not reason.strip():
        raise Refused(_("Trả lại thì phải ghi lý do."), way_out=_("Viết một câu để đơn vị biết sửa chỗ nào."))
    allowed = [state.value for state in row.sources]
    moved = Run.objects.filter(pk=run.pk, state__in=allowed).update(state=row.target.value)
    if not moved:
        raise Refused(
            _("Báo cáo này vừa được người khác xử lý, hoặc đã qua bước này."),
            way_out=_("Mở lại trang để xem trạng thái mới."),
            code="approvals.moved_on",
        )
    run.state = row.target.value
    done = Act(run=run, verb=verb.value, by_account=by.account_id, by_title=by.title, at=at)
    vault.seal(done, reason=reason.strip())
    done.save(force_insert=True)
    return done
