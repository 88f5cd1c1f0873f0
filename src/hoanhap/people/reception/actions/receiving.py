"""A person is here: both sides sign, his file is opened or goes on, what his row knew goes where it belongs.

The centre learns that he was received, and nothing of whether the commune knew him.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from hoanhap import law
from hoanhap.foundation import vault
from hoanhap.foundation.access.viewer import Viewer
from hoanhap.foundation.audit import Actor
from hoanhap.foundation.files import actions as files
from hoanhap.kernel import clock
from hoanhap.kernel.dates import PartialDate
from hoanhap.kernel.errors import Refused
from hoanhap.kernel.text import clean_name
from hoanhap.people.care import summary_handing
from hoanhap.people.cases import actions as cases
from hoanhap.people.cases import states
from hoanhap.people.cases.models import Case
from hoanhap.people.cases.rules import Step
from hoanhap.people.commitments import duties as guarantor_duties
from hoanhap.people.intake import actions as intake
from hoanhap.people.intake.models import CaseOrigin, Source
from hoanhap.people.intake.models import Origin as CameFrom
from hoanhap.people.persons import actions as persons
from hoanhap.people.persons import queries as person_queries
from hoanhap.people.persons.models import Person
from hoanhap.people.persons.rules import PersonDetails, checked
from hoanhap.people.reception import duties, matching
from hoanhap.people.reception.actions.awaiting import fresh_of, log, settle_batch
from hoanhap.people.reception.models import Returnee
from hoanhap.people.reception.returning_models import AWAITED, Origin, ReturnState
from hoanhap.people.reintegration import actions as helpers
from hoanhap.people.reintegration.models import HelperKind

_TOLD = ("full_name", "birth_date", "id_number", "phone", "address", "family_contact", "health")
_ORIGINS = {
    Origin.REHAB_COMPULSORY: CameFrom.COMPULSORY,
    Origin.REHAB_VOLUNTARY: CameFrom.VOLUNTARY,
    Origin.POST_REHAB_CENTRE: CameFrom.COMPULSORY,
    Origin.PRISON: CameFrom.PRISON,
    Origin.PAROLE: CameFrom.PAROLE,
    Origin.EDUCATION: CameFrom.EDUCATION,
    Origin.REFORM_SCHOOL: CameFrom.REFORM_SCHOOL,
}
"""Origin of a row → what the file says of where he came from; after-care centres received from compulsory rehab."""
_LEAVES = ("birth_date", "id_number", "phone", "address", "family_contact", "health")
"""What the row needs no longer once the person's own file knows it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reception:
    """The day, who gave and who took; `person`: who he is in the commune's register; `as_new`: nobody there yet."""

    on: date
    giver_name: str
    taker_name: str
    person: Person | None = None
    as_new: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """The row, the file, and whether another unit holds a file on him as well."""

    row: Returnee
    case: Case
    elsewhere: bool


@transaction.atomic
def receive(row: Returnee, *, reception: Reception, by: Actor, at: datetime) -> Received:
    """He is here. Raises Refused: not awaited any more, a day that has not come, or a namesake to look at first."""
    locked = Returnee.objects.select_for_update(of=("self",)).select_related("unit", "case", "batch", "agency")
    held = locked.get(pk=row.pk)
    _check(held, reception, at)
    said = vault.reveal_many([held], *_TOLD)[held.pk]
    details = checked(_details(held, said), on=clock.local_day(at))
    known = matching.known(details, held.unit_path, held.unit_id)
    person = _person(held, details, known, reception, by, at)
    case = _case(person, held, reception.on, by, at)
    _write(held, person, case, reception, by, at)
    _note_origin(held, case, by, at)
    _name_helper(held, case, reception.on, by, at)
    if said["health"] and held.agency is not None:
        summary_handing.hand_in(
            case,
            agency=held.agency,
            text=said["health"],
            written_by=held.batch.sent_by if held.batch else "",
            name=held.batch.sent_name if held.batch else "",
            on=reception.on,
            at=at,
        )
        summary_handing.ask_station(case, by=by, at=at)
    _ask_what_follows(held, case, details, by, at)
    log("return.received", held, by, at, origin=held.origin)
    return Received(row=held, case=case, elsewhere=known.elsewhere)


@transaction.atomic
def keep_minutes(row: Returnee, data: bytes, *, name: str, by: Viewer, at: datetime) -> Returnee:
    """The signed minutes, photographed: kept among the papers of the file. Raises NotHere, Refused."""
    if row.state != ReturnState.RECEIVED or row.case_id is None:
        raise Refused(_("Ghi đã nhận trước, rồi lưu biên bản."), code="return-not-received")
    title = _("Biên bản bàn giao đã ký")
    stored = files.store(data, name=name, title=title, kind="case", subject_id=str(row.case_id), by=by, at=at)
    Returnee.objects.filter(pk=row.pk).update(minutes=stored)
    fresh = fresh_of(row)
    duties.minutes_kept(fresh, by=by.actor, at=at)
    log("return.minutes", fresh, by.actor, at)
    return fresh


@transaction.atomic
def id_card_made(row: Returnee, *, by: Actor, at: datetime) -> Returnee:
    """He has his ID card; the number goes into his details, not here. Raises Refused."""
    if row.case is None or not Returnee.objects.filter(pk=row.pk, lacks_id_card=True).update(lacks_id_card=False):
        raise Refused(_("Không có việc làm căn cước đang chờ."), code="return-id-card")
    duties.id_card_made(row.case, by=by, at=at)
    fresh = fresh_of(row)
    log("return.id_card", fresh, by, at)
    return fresh


def _check(row: Returnee, reception: Reception, at: datetime) -> None:
    if row.state not in AWAITED:
        raise Refused(
            _("Người này đã được ghi kết quả khác."),
            code="return-over",
            way_out=_("Mở lại danh sách để xem bản mới."),
        )
    if reception.on > clock.local_day(at):
        raise Refused(_("Ghi đã nhận khi đã đến ngày."), code="return-future")
    if not clean_name(reception.taker_name) or (row.batch_id is not None and not clean_name(reception.giver_name)):
        raise Refused(_("Ghi tên người giao và người nhận."), code="return-signers")


def _details(row: Returnee, said: dict[str, str]) -> PersonDetails:
    return PersonDetails(
        full_name=said["full_name"],
        birth=PartialDate.from_iso(said["birth_date"]) if said["birth_date"] else None,
        sex=row.sex,
        id_number=said["id_number"],
        phone=_telephone(said["phone"]),
        current_address=said["address"],
        relative=said["family_contact"],
    )


def _telephone(text: str) -> str:
    """What a centre wrote as a telephone may be none; a person is not turned away for that."""
    return text if 8 <= sum(sign.isdigit() for sign in text) <= 11 else ""


def _person(
    row: Returnee, details: PersonDetails, known: matching.Known, reception: Reception, by: Actor, at: datetime
) -> Person:
    """The one of the register, or a new one."""
    chosen = known.own or (reception.person.pk if reception.person else None)
    if known.own is None and reception.person is not None and reception.person.pk not in known.namesakes:
        raise Refused(_("Không phải người cùng tên, năm sinh trong danh sách của xã."), code="return-person")
    if chosen is None and known.namesakes and not reception.as_new:
        raise Refused(
            _("Xã đã có người cùng họ tên, năm sinh."),
            code="return-namesake",
            way_out=_("Chọn đúng là người ấy, hoặc ghi là người khác."),
        )
    if chosen is None:
        return persons.register(details=details, unit=row.unit, by=by, at=at)
    person = Person.objects.select_related("unit").get(pk=chosen)
    return _completed(person, details, by, at)


def _completed(person: Person, details: PersonDetails, by: Actor, at: datetime) -> Person:
    """What the commune did not know yet is added; what it wrote itself stands."""
    before = person_queries.details_of(person)
    wanted = ("id_number", "phone", "current_address", "relative", "sex", "birth")
    changes = {name: new for name in wanted if not getattr(before, name) and (new := getattr(details, name))}
    if not changes:
        return person
    return persons.correct(person=person, changes=changes, by=by, at=at, version=person.version)


def _case(person: Person, row: Returnee, on: date, by: Actor, at: datetime) -> Case:
    """The open file goes on: out of the facility into the support of the commune. Without one, one is opened."""
    found = Case.objects.filter(person=person, closed_on=None).first()
    if found is None:
        step = Step(state="support_only", on=on, verb="open_support")
        opening = cases.Opening(person=person, steps=(step,))
        return cases.open_case(opening=opening, unit=row.unit, by=by, at=at)
    if found.state not in states.IN_FACILITY:
        return found
    return _out_of_facility(found, on, by, at)


def _out_of_facility(case: Case, on: date, by: Actor, at: datetime) -> Case:
    """As far as the law's table of the day leads; where it does not, the file stays as it is for an officer to move."""
    title = by.title or _("cơ sở bàn giao")
    for verb in ("complete", "open_support"):
        if verb not in {move.verb for move in law.moves_from(case.regime, case.state, on)}:
            return case
        with transaction.atomic():
            try:
                case = cases.move(
                    case=case, verb=verb, on=on, signer_title=title, by=by, at=at, version=case.version
                ).case
            except Refused:
                return case
    return case


def _write(row: Returnee, person: Person, case: Case, reception: Reception, by: Actor, at: datetime) -> None:
    vault.seal(row, **dict.fromkeys(_LEAVES))
    row.state, row.person, row.case = ReturnState.RECEIVED, person, case
    row.received_on, row.received_by, row.received_at = reception.on, by.account_id, at
    row.giver_name, row.taker_name = clean_name(reception.giver_name)[:120], clean_name(reception.taker_name)[:120]
    row.missed_on = None
    row.save(
        update_fields=[
            *_LEAVES, "state", "person", "case", "received_on", "received_by", "received_at", "giver_name",
            "taker_name", "missed_on",
        ]
    )  # fmt: skip


def _note_origin(row: Returnee, case: Case, by: Actor, at: datetime) -> None:
    """Where a file came from is said once: what the commune noted before stands."""
    if not CaseOrigin.objects.filter(case=case).exists():
        origin = _ORIGINS[Origin(row.origin)].value
        intake.note_origin(case, source=Source.FACILITY, origin=origin, by=by, at=at)


def _name_helper(row: Returnee, case: Case, on: date, by: Actor, at: datetime) -> None:
    """Whom the commune named before the day, unless somebody helps already."""
    if not row.helper_name or case.helpers.filter(kind=HelperKind.MAIN, valid_to=None).exists():
        return
    details = helpers.HelperDetails(
        helper_name=row.helper_name,
        organisation=row.helper_office,
        account=row.helper_account,
        valid_from=max(on, case.opened_on),
    )
    with transaction.atomic():
        try:
            helpers.assign(case, details=details, by=by, at=at)
        except Refused:
            # His account has lost its post meanwhile: the helper himself still comes.
            helpers.assign(case, details=replace(details, account=None), by=by, at=at)


def _ask_what_follows(row: Returnee, case: Case, details: PersonDetails, by: Actor, at: datetime) -> None:
    duties.finish([row], by=by, at=at)
    duties.ask_for_minutes(row, by=by, at=at)
    settle_batch(row, by, at)
    guarantor_duties.ask([case], by=by, at=at)
    if row.lacks_id_card:
        duties.ask_for_id_card(case, by=by, at=at)
    duties.tell_other_owners(matching.other_files(details.id_number, row.unit_id), by=by, at=at)
