"""Open a club, let people join and leave, write down what it did, end it (lập câu lạc bộ, vào, rời, ghi buổi)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from hoanhap.foundation import audit
from hoanhap.foundation.audit import Actor
from hoanhap.foundation.places.models import Place, PlaceKind
from hoanhap.foundation.privacy import queries as privacy
from hoanhap.foundation.privacy.subjects import PERSON
from hoanhap.kernel.errors import Refused
from hoanhap.kernel.text import clean_name, fold, tidy
from hoanhap.people.community import writing
from hoanhap.people.community.clubs import queries
from hoanhap.people.community.clubs.models import Activity, Attendance, Club, ClubKind, ClubMember, Meeting
from hoanhap.people.community.rows import joined
from hoanhap.people.community.schemes import movements
from hoanhap.people.persons.models import Person

CONSENT = "groups"
GUESTS_AT_MOST = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class ClubDetails:
    """What the decision says, where there is one."""

    name: str
    kind: ClubKind
    leader: str
    valid_from: date
    place: str = ""
    decision_number: str = ""
    decision_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingDetails:
    """One thing the club did; `present` are ids of persons, `guests` how many others came."""

    held_on: date
    activity: Activity = Activity.MEETING
    title: str = ""
    present: Collection[UUID] = ()
    guests: int = 0
    movements: Collection[str] = ()
    client_key: UUID | None = None


@transaction.atomic
def open_club(*, unit: Place, details: ClubDetails, by: Actor, at: datetime) -> Club:
    """Enter a club of a commune. Raises Refused."""
    if unit.kind != PlaceKind.COMMUNE or not unit.lives_on(details.valid_from):
        raise Refused(_("Câu lạc bộ thuộc một xã, phường, thị trấn đang hoạt động."), code="club-unit")
    number = tidy(details.decision_number)
    if bool(number) != (details.decision_on is not None):
        raise Refused(_("Quyết định cần đủ số và ngày."), code="club-decision")
    name = writing.named(details.name, code="club-name")
    club = Club(
        **writing.stamp(unit, by, at),
        name=name,
        folded=fold(name),
        kind=details.kind,
        leader=clean_name(writing.named(details.leader, code="club-leader")),
        place=tidy(details.place),
        decision_number=number,
        decision_on=details.decision_on,
        valid_from=details.valid_from,
    )
    writing.insert(club, words=_("Đã có câu lạc bộ tên này."), code="club-twice")
    writing.log("club.opened", club, by, at, {"kind": details.kind.value})
    return club


@transaction.atomic
def join(club: Club, *, person: Person, on: date, by: Actor, at: datetime) -> ClubMember:
    """Somebody joins because he agreed to: without his consent nobody stands on a list. Raises Refused."""
    _check_lives(club, on, at)
    if not writing.holds(club.unit, person.unit, at=at):
        raise Refused(_("Người này không thuộc xã của câu lạc bộ."), code="club-person")
    if not privacy.has_consent(PERSON, person.pk, CONSENT):
        raise Refused(
            _("Người này chưa đồng ý tham gia nhóm, câu lạc bộ."),
            code="club-consent",
            way_out=_("Ghi sự đồng ý ở trang hồ sơ, mục “Đồng ý và rút lại”."),
        )
    member = ClubMember(
        club=club,
        person=person,
        unit_path=person.unit_path,
        valid_from=on,
        recorded_by=by.account_id,
        recorded_at=at,
    )
    writing.insert(member, words=_("Người này đã ở trong câu lạc bộ."), code="club-member-twice")
    _log_person("club.joined", member, by, at)
    return member


@transaction.atomic
def leave(member: ClubMember, *, on: date, by: Actor, at: datetime) -> ClubMember:
    """As easy as joining: no reason is asked. Raises Refused."""
    writing.check_day(on, since=member.valid_from, at=at, code="club-day")
    writing.end(member, on=on, code="club-left")
    _log_person("club.left", member, by, at)
    return member


@transaction.atomic
def meet(club: Club, *, details: MeetingDetails, by: Actor, at: datetime) -> Meeting:
    """Write down a meeting or an activity with who came. Sent twice it stands once. Raises Refused."""
    sent = Meeting.objects.filter(client_key=details.client_key).first() if details.client_key else None
    if sent is not None and sent.club_id == club.pk:
        return sent
    _check_lives(club, details.held_on, at)
    if not 0 <= details.guests <= GUESTS_AT_MOST:
        raise Refused(_("Số khách dự từ 0 đến %d.") % GUESTS_AT_MOST, code="meeting-guests")
    present = set(details.present)
    if present - {member.person_id for member in queries.members_on(club, details.held_on)}:
        raise Refused(_("Có người không ở trong câu lạc bộ ngày đó."), code="meeting-members")
    if not present and not details.guests:
        raise Refused(_("Đánh dấu người có mặt, hoặc ghi số khách dự."), code="meeting-empty")
    meeting = _meeting(club, details, by, at)
    Attendance.objects.bulk_create(
        Attendance(meeting=meeting, person_id=person, unit_id=club.unit_id, unit_path=club.unit_path)
        for person in sorted(present)
    )
    subjects = [audit.Subject("person", person, club.unit_path, {"meeting": str(meeting.pk)}) for person in present]
    audit.record_many("club.attended", by=by, at=at, rows=subjects)
    writing.log("club.met", club, by, at, {"present": len(present), "guests": details.guests})
    return meeting


@transaction.atomic
def end_club(club: Club, *, on: date, by: Actor, at: datetime) -> Club:
    """The club meets no more, nobody belongs to it; what it was stays. Raises Refused."""
    writing.check_day(on, since=club.valid_from, at=at, code="club-day")
    held = Club.objects.select_for_update(of=("self",)).get(pk=club.pk)
    if held.meetings.filter(held_on__gt=on).exists() or held.members.filter(valid_to=None, valid_from__gt=on).exists():
        raise Refused(_("Sau ngày này câu lạc bộ còn sinh hoạt."), code="club-met-later")
    writing.end(held, on=on, code="club-ended")
    for member in held.members.filter(valid_to=None).order_by("id"):
        leave(member, on=on, by=by, at=at)
    writing.log("club.ended", held, by, at)
    return held


def _meeting(club: Club, details: MeetingDetails, by: Actor, at: datetime) -> Meeting:
    known = movements.known_at(club.unit_path, details.held_on)
    if set(details.movements) - known.keys():
        raise Refused(_("Chọn phong trào, chương trình trong danh sách."), code="meeting-movement")
    meeting = Meeting(
        **writing.stamp(club.unit, by, at),
        club=club,
        held_on=details.held_on,
        activity=details.activity,
        title=tidy(details.title),
        guests=details.guests,
        movements=joined(details.movements, known=list(known)),
        client_key=details.client_key,
    )
    writing.insert(meeting, words=_("Ngày này câu lạc bộ đã được ghi hoạt động ấy."), code="meeting-twice")
    return meeting


def _check_lives(club: Club, on: date, at: datetime) -> None:
    held = Club.objects.select_for_update(of=("self",)).get(pk=club.pk)
    writing.check_day(on, since=held.valid_from, at=at, code="club-day")
    if held.valid_to is not None and on >= held.valid_to:
        raise Refused(_("Câu lạc bộ đã thôi hoạt động."), code="club-ended")


def _log_person(code: str, member: ClubMember, by: Actor, at: datetime) -> None:
    """Under the person, so that he finds it in his own copy."""
    writing.log(code, member, by, at, {"club": str(member.club_id)}, kind=PERSON, subject_id=member.person_id)
