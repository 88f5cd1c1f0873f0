"""What the pages of watching show: doors of the hub, alarms, who looked, the state of the log."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.paginator import Paginator
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from hoanhap.foundation.access.policy import AccessPermission
from hoanhap.foundation.access.viewer import Viewer
from hoanhap.foundation.accounts import attesting
from hoanhap.foundation.audit import chain, checkpoints, heads
from hoanhap.foundation.break_glass import policy as glass
from hoanhap.foundation.break_glass.policy import BreakGlassPermission
from hoanhap.foundation.joint_acts import policy as joint_acts
from hoanhap.foundation.joint_acts import queries as joint_queries
from hoanhap.foundation.watch import policy, queries
from hoanhap.foundation.watch.models import Alarm, Answer
from hoanhap.foundation.watch.policy import WatchPermission
from hoanhap.foundation.watch.rules import BY_CODE
from hoanhap.kernel import numbers
from hoanhap.people.cases.models import Case
from hoanhap.web.ui.parts import Fact
from hoanhap.web.ui.tags.show import vn_moment

PAGE = 25
_ANSWER_KINDS = {"": "look", Answer.EXPLAINED.value: "done", Answer.TO_ACT.value: "late"}


@dataclass(frozen=True, slots=True)
class Room:
    """One door of the hub: what lies behind it and how much of it waits."""

    title: str
    detail: str
    href: str
    waiting: int = 0


def hub(viewer: Viewer, now: datetime) -> dict[str, Any]:
    """Only the doors that are this viewer's."""
    rooms = [
        *(_joint(viewer, now) if joint_acts.concerned(viewer) else []),
        *(_open(viewer) if viewer.may(BreakGlassPermission.OPEN) else []),
        *(_judge(viewer) if viewer.may(BreakGlassPermission.REVIEW) else []),
        *(_alarms(viewer) if viewer.may(WatchPermission.SEE_ALARMS) else []),
        *(_rights(viewer) if viewer.may(AccessPermission.ATTEST_RIGHTS) else []),
        *(_log() if viewer.may(WatchPermission.SEE_LOG) else []),
    ]
    return {"waiting": [room for room in rooms if room.waiting], "rooms": [room for room in rooms if not room.waiting]}


def _joint(viewer: Viewer, now: datetime) -> list[Room]:
    detail = _("Xác nhận việc của người khác, xem lại việc bạn đã yêu cầu.")
    waiting = joint_queries.waiting_for(viewer, now).count()
    return [Room(_("Việc cần hai người"), detail, reverse("joint-acts"), waiting)]


def _open(viewer: Viewer) -> list[Room]:
    detail = _("Xem ngay một hồ sơ của xã lân cận khi có người gặp nguy hiểm.")
    return [Room(_("Mở khẩn cấp"), detail, reverse("break-glass"))]


def _judge(viewer: Viewer) -> list[Room]:
    detail = _("Kết luận những lần hồ sơ của xã bị mở khẩn cấp, trong 72 giờ.")
    waiting = glass.to_judge(viewer).filter(verdict="").count()
    return [Room(_("Xem lại việc mở khẩn cấp"), detail, reverse("break-glass-queue"), waiting)]


def _alarms(viewer: Viewer) -> list[Room]:
    detail = _("Ai xem hồ sơ nhiều hơn công việc cần.")
    return [
        Room(_("Việc xem bất thường"), detail, reverse("watching"), policy.visible_to(viewer).filter(answer="").count())
    ]


def _rights(viewer: Viewer) -> list[Room]:
    detail = _("Ai còn cần quyền của mình để làm việc, mỗi quý một lần.")
    waiting = attesting.to_attest(viewer).count()
    return [Room(_("Rà soát quyền"), detail, reverse("rights-review"), waiting)]


def _log() -> list[Room]:
    return [Room(_("Tình trạng nhật ký"), _("Nhật ký dài đến đâu, đã chốt lúc nào."), reverse("log-state"))]


@dataclass(frozen=True, slots=True)
class AlarmLine:
    """One alarm in the list."""

    alarm: Alarm
    title: str | Promise
    who: str
    state: str | Promise
    kind: str
    href: str


def alarms(viewer: Viewer, number: str | None) -> dict[str, Any]:
    page = Paginator(policy.visible_to(viewer), PAGE).get_page(number)
    lines = [_alarm_line(alarm) for alarm in page.object_list]
    return {
        "waiting": [line for line in lines if not line.alarm.answer],
        "answered": [line for line in lines if line.alarm.answer],
        "page": page,
    }


def _alarm_line(alarm: Alarm) -> AlarmLine:
    return AlarmLine(
        alarm,
        title_of(alarm),
        f"{alarm.account.display_name}, {alarm.title}, {alarm.home}",
        Answer(alarm.answer).label if alarm.answer else _("chờ hỏi lại"),
        _ANSWER_KINDS[alarm.answer],
        reverse("watching-alarm", args=[alarm.pk]),
    )


def title_of(alarm: Alarm) -> str | Promise:
    """An alarm of a rule that is no longer watched keeps its place in the list."""
    return BY_CODE[alarm.rule].title if alarm.rule in BY_CODE else alarm.rule


def alarm(one: Alarm) -> dict[str, Any]:
    line = _alarm_line(one)
    rule = BY_CODE.get(one.rule)
    usual = _(" (thường không quá %s)") % numbers.group(rule.more_than) if rule else ""
    answered = one.answered_by.display_name if one.answered_by else ""
    facts = [
        Fact(_("Ai"), line.who),
        Fact(_("Lúc"), vn_moment(one.raised_at)),
        Fact(_("Số lần"), numbers.group(one.figure) + usual),
        Fact(_("Việc xem"), _("đã tạm dừng") if one.stopped else _("không bị dừng")),
        Fact(_("Người hỏi lại"), answered),
        Fact(_("Giải thích"), queries.note_of(one) if one.note is not None else ""),
    ]
    return {"line": line, "facts": [fact for fact in facts if fact.value], "answered": bool(one.answer)}


def looks(case: Case, number: str | None) -> dict[str, Any]:
    """Who looked at this file or worked on it. The caller has passed its gate and logs the look."""
    wanted = numbers.asked(number, least=1, most=999_999) or 1
    found = queries.history([("case", case.pk), ("person", case.person_id)], page=wanted)
    pages = Paginator(range(found.total), queries.PAGE)
    return {"case": case, "found": found, "page": pages.get_page(found.number)}


def log_state() -> dict[str, Any]:
    """Only what costs nothing to ask: a full check of the log is `./hoanhap verify-audit`."""
    head = chain.head()
    return {
        "position": head.position,
        "spoken": heads.spoken(head.chain_digest),
        "checkpoint": checkpoints.newest(),
    }
