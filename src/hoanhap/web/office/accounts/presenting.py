"""Accounts ready to draw."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from hoanhap.foundation.access.models import Posting
from hoanhap.foundation.access.roles import DESCRIPTIONS, Role
from hoanhap.foundation.access.viewer import Viewer
from hoanhap.foundation.accounts import proposals, queries
from hoanhap.foundation.accounts.invitations import Slip
from hoanhap.foundation.accounts.models import Proposal
from hoanhap.foundation.joint_acts import queries as joint_queries
from hoanhap.foundation.joint_acts.models import JointAct
from hoanhap.foundation.joint_acts.states import OPEN, State
from hoanhap.kernel import clock, dates
from hoanhap.web.office.accounts import sheets
from hoanhap.web.ui.parts import Choice, Fact, Words
from hoanhap.web.ui.tags.show import vn_moment

PAGE = 25
ROWS = 50
STATE_WORDS = {
    queries.ACTIVE: (lazy("đang dùng"), "done"),
    queries.INVITED: (lazy("chưa vào lần nào"), "look"),
    queries.OFF: (lazy("đã tắt"), "plain"),
    queries.LEFT: (lazy("không còn nhiệm vụ"), "plain"),
}


@dataclass(frozen=True, slots=True)
class PostingLine:
    """One posting with its role in words and its last day."""

    posting: Posting
    role: Any
    last_day: str
    state: Any
    kind: str
    may_end: bool
    provisional: bool


def accounts(viewer: Viewer, request: HttpRequest) -> dict[str, Any]:
    words, state = request.GET.get("q", ""), request.GET.get("state", "")
    page = Paginator(queries.found(viewer, words=words, state=state), PAGE).get_page(request.GET.get("page"))
    options: tuple[tuple[str, Words], ...] = (
        ("", _("Tất cả")),
        *((code, STATE_WORDS[code][0]) for code in queries.STATES),
    )
    lines = [
        {"line": line, "state": STATE_WORDS[line.state], "roles": [role_label(row) for row in line.postings]}
        for line in queries.lines(viewer, page.object_list)
    ]
    waiting = list(queries.waiting(viewer)[:PAGE])
    return {
        "page": page,
        "lines": lines,
        "choices": (Choice("state", _("Trạng thái"), options, state),),
        "waiting": waiting,
        "narrowed": bool(words or state),
    }


def account(viewer: Viewer, line: queries.Line) -> dict[str, Any]:
    postings = queries.postings_of(viewer, line.account)
    waits = queries.provisional(postings, viewer)
    own = line.account.pk == viewer.account_id
    link = queries.living_link(line.account)
    signed = line.account.last_login
    return {
        "line": line,
        "state": STATE_WORDS[line.state],
        "own": own,
        "may_invite": line.state == queries.INVITED and not signed and not own,
        "facts": [
            Fact(_("Tên đăng nhập"), line.account.username),
            Fact(_("Đăng nhập lần cuối"), dates.show(clock.local_day(signed)) if signed else _("chưa lần nào")),
            Fact(_("Lớp bảo vệ thứ hai"), _("đã cài") if line.has_factor else _("chưa cài")),
            *([Fact(_("Đường dẫn mời dùng được đến"), vn_moment(link.expires_at))] if link else []),
        ],
        "postings": [_posting(row, viewer, own=own, provisional=row.pk in waits) for row in postings],
    }


def proposal(viewer: Viewer, shown: Proposal, number: str | None) -> dict[str, Any]:
    """A proposal with its rows; acts only for whoever began it."""
    act = _act(shown)
    mine = shown.made_by_id == viewer.account_id
    page = Paginator(shown.rows.select_related("place", "account").order_by("number"), ROWS).get_page(number)
    standing = joint_queries.standing(act, clock.now()) if act else None
    new = shown.rows.filter(account__isnull=True) if shown.state == "waiting" else shown.rows.all()
    return {
        "proposal": shown,
        "mine": mine,
        "page": page,
        "count": page.paginator.count,
        "new": new.exists(),
        "lines": [{"row": row, "role": role_label(row), "last_day": last_day(row.valid_to)} for row in page],
        "act": act,
        "act_state": standing.label if standing else "",
        "code": proposals.digest(proposals.rows_of(shown)),
        "is_waiting": shown.state == "waiting",
        "is_done": shown.state == "done",
        "may_ask": mine and shown.needs_second and standing not in (State.ASKED, State.CONFIRMED),
        "may_do": mine and (not shown.needs_second or standing is State.CONFIRMED),
    }


def slips_file(request: HttpRequest, slips: Sequence[Slip]) -> HttpResponse:
    """The slips as a sheet, handed out this once."""
    rows = [
        (
            slip.account.display_name,
            slip.account.username,
            slip.posting.place.full_name if slip.posting else "",
            request.build_absolute_uri(reverse("invitation", args=[slip.token])),
            vn_moment(slip.expires_at),
        )
        for slip in slips
    ]
    answer = HttpResponse(sheets.slips(rows), content_type=sheets.SPREADSHEET)
    answer["Content-Disposition"] = 'attachment; filename="giay-moi.xlsx"'
    return answer


def role_label(row: Any) -> Any:
    return DESCRIPTIONS[Role(row.role)].label


def last_day(valid_to: Any) -> str:
    """The last day of a period [from, to) in words; "" while none is known."""
    return dates.show(valid_to - timedelta(days=1)) if valid_to else ""


def _posting(row: Posting, viewer: Viewer, *, own: bool, provisional: bool) -> PostingLine:
    over = row.valid_to is not None and row.valid_to <= viewer.on
    state, kind = (_("đã kết thúc"), "plain") if over else (_("đang giữ"), "done")
    if not over and row.valid_from > viewer.on:
        state, kind = _("sắp giữ"), "plain"
    if not over and row.attested_until < viewer.on:
        state, kind = _("quá hạn rà soát"), "look"
    return PostingLine(row, role_label(row), last_day(row.valid_to), state, kind, not over and not own, provisional)


def _act(shown: Proposal) -> JointAct | None:
    """The request that counts: an open one before those that are over, the newest first."""
    acts = list(
        JointAct.objects.filter(subject_kind=proposals.SUBJECT, subject_id=str(shown.pk)).order_by("-asked_at", "-id")
    )
    return next((act for act in acts if act.state in OPEN), acts[0] if acts else None)
