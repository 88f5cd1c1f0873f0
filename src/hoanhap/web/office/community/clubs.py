"""Clubs on screen: which met this month, who belongs, a meeting with its list to tick (câu lạc bộ)."""

import uuid
from datetime import date
from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from hoanhap.foundation.access.viewer import Viewer
from hoanhap.foundation.places.queries import heirs
from hoanhap.foundation.privacy import queries as privacy
from hoanhap.foundation.privacy.subjects import PERSON
from hoanhap.kernel import clock, ids
from hoanhap.people.community import policy
from hoanhap.people.community.clubs import actions, queries
from hoanhap.people.community.clubs.actions import CONSENT, ClubDetails, MeetingDetails
from hoanhap.people.community.clubs.models import Activity, Club, ClubKind, ClubMember
from hoanhap.people.community.policy import CommunityPermission as May
from hoanhap.people.community.schemes import movements
from hoanhap.people.persons import policy as person_policy
from hoanhap.people.persons import queries as persons
from hoanhap.people.persons.models import Person
from hoanhap.web.office.community import asking
from hoanhap.web.office.community.around_forms import ClubForm, DayForm, JoinForm, MeetingForm
from hoanhap.web.ui.requests import OfficeRequest

MEETINGS_SHOWN = 24
FIELDS = {
    "club-name": "name",
    "club-twice": "name",
    "club-leader": "leader",
    "club-decision": "decision_on",
    "club-unit": "valid_from",
}


@require_GET
def index(request: OfficeRequest) -> HttpResponse:
    """The clubs of the viewer's part of the map, those that did not meet this month first."""
    policy.check_reads(request.viewer)
    lines = queries.clubs_for(request.viewer, month=_month(clock.today()))
    return render(
        request,
        "community/clubs.html",
        {
            "lines": lines,
            "active": sum(line.active for line in lines),
            "home": asking.home_of(request.viewer, May.KEEP_CLUB),
        },
    )


@require_GET
@transaction.atomic
def show(request: OfficeRequest, club_id: uuid.UUID) -> HttpResponse:
    club = policy.get_row_for(request.viewer, Club, club_id)
    keeps = request.viewer.may(May.KEEP_CLUB, club.unit_path)
    context: dict[str, Any] = {
        "club": club,
        "keeps": keeps and club.valid_to is None,
        "meetings": queries.meetings_of(club)[:MEETINGS_SHOWN],
        "members": _members(request.viewer, club) if keeps else [],
        "sees_names": keeps,
    }
    return render(request, "community/club.html", context)


@require_http_methods(["GET", "POST"])
def new(request: OfficeRequest, unit: int) -> HttpResponse:
    commune = policy.get_commune_for(request.viewer, unit, to=May.KEEP_CLUB)
    form = ClubForm(request.POST or None, initial={"valid_from": clock.today()})

    def act(typed: asking.Typed) -> Club:
        details = ClubDetails(**typed | {"kind": ClubKind(typed["kind"])})
        return actions.open_club(unit=commune, details=details, by=request.viewer.actor, at=clock.now())

    return asking.ask(
        request,
        form,
        act,
        title=_("Lập câu lạc bộ"),
        submit=_("Ghi câu lạc bộ"),
        done=_("Đã ghi câu lạc bộ. Hãy thêm người tham gia."),
        back=reverse("clubs"),
        to=_address,
        fields=FIELDS,
    )


@require_http_methods(["GET", "POST"])
@transaction.atomic
def join(request: OfficeRequest, club_id: uuid.UUID) -> HttpResponse:
    """Those who agreed to belong to groups; nobody else can be chosen."""
    club = policy.get_row_for(request.viewer, Club, club_id, to=May.KEEP_CLUB)
    free = _free(request.viewer, club)
    form = JoinForm(request.POST or None, people=_named(request.viewer, free), initial={"on": clock.today()})

    def act(typed: asking.Typed) -> None:
        chosen = set(typed["people"])
        with transaction.atomic():
            for person in free:
                if str(person.pk) in chosen:
                    actions.join(club, person=person, on=typed["on"], by=request.viewer.actor, at=clock.now())

    return asking.ask(
        request,
        form,
        act,
        title=_("Thêm người vào %s") % club.name,
        lead=_("Chỉ có người đã đồng ý tham gia nhóm, câu lạc bộ. Ghi sự đồng ý ở trang hồ sơ của từng người."),
        submit=_("Thêm vào câu lạc bộ"),
        done=_("Đã thêm vào câu lạc bộ."),
        back=_address(club),
        fields={"club-day": "on"},
    )


@require_http_methods(["GET", "POST"])
@transaction.atomic
def leave(request: OfficeRequest, club_member_id: uuid.UUID) -> HttpResponse:
    member = policy.get_club_member_for(request.viewer, club_member_id)
    (name,) = _names(request.viewer, [member.person])
    form = DayForm(request.POST or None, initial={"on": clock.today()})
    return asking.ask(
        request,
        form,
        lambda typed: actions.leave(member, on=typed["on"], by=request.viewer.actor, at=clock.now()),
        title=_("%s rời câu lạc bộ") % name,
        lead=_("Không hỏi lý do."),
        submit=_("Ghi lại"),
        done=_("Đã ghi người này rời câu lạc bộ."),
        back=_address(member.club),
        fields={"club-day": "on", "club-left": "on"},
    )


@require_http_methods(["GET", "POST"])
@transaction.atomic
def meet(request: OfficeRequest, club_id: uuid.UUID) -> HttpResponse:
    """The list first: fifteen ticks and one press. Day and kind are filled in."""
    club = policy.get_row_for(request.viewer, Club, club_id, to=May.KEEP_CLUB)
    people = [member.person for member in _belonging(request.viewer, club)]
    initial = {"held_on": clock.today(), "client_key": str(ids.new_id())}
    known = list(movements.said_at(club.unit_path, clock.today()).items())
    named = _named(request.viewer, people)
    form = MeetingForm(request.POST or None, people=named, movements=known, initial=initial)

    def act(typed: asking.Typed) -> object:
        said = typed | {
            "activity": Activity(typed["activity"]),
            "present": [uuid.UUID(one) for one in typed["present"]],
        }
        return actions.meet(club, details=MeetingDetails(**said), by=request.viewer.actor, at=clock.now())

    return asking.ask(
        request,
        form,
        act,
        title=_("Ghi buổi của %s") % club.name,
        submit=_("Ghi buổi"),
        done=_("Đã ghi buổi sinh hoạt."),
        back=_address(club),
        fields={
            "club-day": "held_on",
            "meeting-twice": "held_on",
            "meeting-empty": "present",
            "meeting-members": "present",
        },
        template="community/club_meet.html",
    )


@require_http_methods(["GET", "POST"])
def end(request: OfficeRequest, club_id: uuid.UUID) -> HttpResponse:
    club = policy.get_row_for(request.viewer, Club, club_id, to=May.KEEP_CLUB)
    form = DayForm(request.POST or None, initial={"on": clock.today()})
    return asking.ask(
        request,
        form,
        lambda typed: actions.end_club(club, on=typed["on"], by=request.viewer.actor, at=clock.now()),
        title=_("%s thôi hoạt động") % club.name,
        submit=_("Ghi thôi hoạt động"),
        done=_("Đã ghi câu lạc bộ thôi hoạt động."),
        back=_address(club),
        fields={"club-day": "on", "club-ended": "on", "club-met-later": "on"},
        template="ui/confirm.html",
        more={"consequence": _("Từ ngày này không ai thuộc câu lạc bộ nữa. Các buổi đã ghi vẫn giữ.")},
    )


def _address(club: Club) -> str:
    return reverse("club", args=[club.pk])


def _month(today: date) -> tuple[date, date]:
    start = today.replace(day=1)
    return start, date(start.year + start.month // 12, start.month % 12 + 1, 1)


def _belonging(viewer: Viewer, club: Club) -> list[ClubMember]:
    known = policy.club_members_for(viewer).values("pk")
    return list(queries.members_on(club, clock.today()).filter(pk__in=known))


def _members(viewer: Viewer, club: Club) -> list[dict[str, Any]]:
    """Who belongs, by given name, with how often he took part this year; each name shown is a look."""
    today = clock.today()
    found = _belonging(viewer, club)
    names = dict(zip([member.pk for member in found], _names(viewer, [one.person for one in found]), strict=True))
    took = queries.participation(club, date(today.year, 1, 1), date(today.year + 1, 1, 1))
    rows = [{"member": one, "name": names[one.pk], "part": took.get(one.person_id)} for one in found]
    return sorted(rows, key=lambda row: persons.by_given_name(str(row["name"])))


def _free(viewer: Viewer, club: Club) -> list[Person]:
    """Who agreed and does not belong to this club."""
    units = heirs(club.unit, clock.today())
    agreed = privacy.agreed_to(PERSON, CONSENT, unit_paths=[unit.path for unit in units])
    inside = ClubMember.objects.filter(club=club, valid_to=None).values("person")
    rows = person_policy.visible_to(viewer).filter(unit__in=units, pk__in=agreed).exclude(pk__in=inside)
    return list(rows.order_by("id"))


def _named(viewer: Viewer, people: list[Person]) -> list[tuple[str, str]]:
    named = list(zip((str(person.pk) for person in people), _names(viewer, people), strict=True))
    return sorted(named, key=lambda one: persons.by_given_name(one[1]))


def _names(viewer: Viewer, people: list[Person]) -> list[str]:
    names = persons.names_of(people, viewer)
    persons.log_look("club.viewed", [_Shown(person) for person in people], viewer=viewer, at=clock.now())
    return [names[person.pk] for person in people]


class _Shown:
    """A person as the log of looks wants him."""

    def __init__(self, person: Person) -> None:
        self.person_id, self.unit_path = person.pk, person.unit_path
