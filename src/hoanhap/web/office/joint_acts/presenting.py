"""Joint acts ready to draw: lines of the two lists, and one act as facts."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.paginator import Paginator
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from hoanhap.foundation.access.viewer import Viewer
from hoanhap.foundation.accounts import proposals
from hoanhap.foundation.joint_acts import kinds, policy, queries
from hoanhap.foundation.joint_acts.models import JointAct
from hoanhap.foundation.joint_acts.states import State
from hoanhap.web.ui.parts import Fact
from hoanhap.web.ui.tags.show import vn_moment

PAGE = 25
_KINDS = {
    State.ASKED: "look",
    State.CONFIRMED: "done",
    State.USED: "done",
    State.DECLINED: "late",
    State.WITHDRAWN: "plain",
    State.LAPSED: "plain",
}


@dataclass(frozen=True, slots=True)
class Line:
    """One act in a list."""

    act: JointAct
    title: str | Promise
    state: str | Promise
    kind: str
    href: str
    detail: str = ""


def lists(viewer: Viewer, now: datetime, number: str | None) -> dict[str, Any]:
    waiting = list(queries.waiting_for(viewer, now)[:PAGE])
    mine = Paginator(queries.asked_by(viewer), PAGE).get_page(number)
    return {
        "waiting": [_line(act, now, "joint-act", _asker(act)) for act in waiting],
        "mine": list(_mine(mine.object_list, now)),
        "page": mine,
        "concerned": policy.concerned(viewer),
    }


def _mine(acts: Iterable[JointAct], now: datetime) -> Iterable[Line]:
    return (_line(act, now, "joint-act-mine", act.decided_by.display_name if act.decided_by else "") for act in acts)


def _line(act: JointAct, now: datetime, door: str, detail: str) -> Line:
    state = queries.standing(act, now)
    return Line(act, title_of(act), state.label, _KINDS[state], reverse(door, args=[act.pk]), detail)


def _asker(act: JointAct) -> str:
    parts = [act.asked_by.display_name, act.asked_title, act.unit.full_name]
    return ", ".join(part for part in parts if part)


def title_of(act: JointAct) -> str | Promise:
    return kinds.register[act.kind].title


def page(act: JointAct, now: datetime) -> dict[str, Any]:
    """One act with what was written about it, opened. The caller has passed its gate and logs the look."""
    state = queries.standing(act, now)
    return {
        "act": act,
        "title": title_of(act),
        "state": state.label,
        "kind": _KINDS[state],
        "is_asked": state is State.ASKED,
        "is_confirmed": state is State.CONFIRMED,
        "whole": _whole(act),
        "facts": [fact for fact in _facts(act) if fact.value],
    }


def _whole(act: JointAct) -> str:
    """Where everything that is to be done can be read, when it is more than one sentence says."""
    return reverse("proposal", args=[act.subject_id]) if act.subject_kind == proposals.SUBJECT else ""


def _facts(act: JointAct) -> list[Fact]:
    words = queries.words_of([act])[act.pk]
    decided = ", ".join(part for part in (_name_of(act), act.decided_title) if part)
    return [
        Fact(_("Sẽ làm"), words.what or str(title_of(act))),
        Fact(_("Vì sao"), words.reason),
        Fact(_("Giao cho"), words.recipient),
        Fact(_("Người yêu cầu"), _asker(act)),
        Fact(_("Yêu cầu lúc"), vn_moment(act.asked_at)),
        Fact(_("Có giá trị đến"), vn_moment(act.expires_at)),
        Fact(_("Người thứ hai"), decided),
        Fact(_("Trả lời lúc"), vn_moment(act.decided_at) if act.decided_at else ""),
        Fact(_("Lời ghi"), words.note),
        Fact(_("Mã việc"), act.serial),
    ]


def _name_of(act: JointAct) -> str:
    return act.decided_by.display_name if act.decided_by else ""
