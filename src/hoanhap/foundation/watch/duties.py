"""The work an alarm asks for: somebody asks the account's holder why (việc của lãnh đạo)."""

from django.utils.translation import gettext_lazy as _

from hoanhap.foundation.notices import kinds
from hoanhap.foundation.watch.models import Alarm

SUBJECT = "watch_alarm"
ALARM = "watch.alarm"


def declare() -> None:
    kinds.declare(
        kinds.DutyKind(
            code=ALARM,
            title=_("Hỏi lại việc xem hồ sơ bất thường của {subject}"),
            action=_("Xem cảnh báo"),
            subject_kind=SUBJECT,
            url="watching-alarm",
            urgency=kinds.Urgency.GAP,
        )
    )


def key(alarm: Alarm) -> str:
    return f"{ALARM}:{alarm.pk}"
