"""Writes of the health room beside its entries: detox, exam, day sheets, tests, overdose, phases of substitution."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from hoanhap.foundation import audit, vault
from hoanhap.foundation.audit import Actor
from hoanhap.kernel import clock, ids
from hoanhap.kernel.errors import Refused
from hoanhap.people.care.clinic import duties, guardians, queries, rules, sheets
from hoanhap.people.care.clinic.guardians import Signed
from hoanhap.people.care.clinic.models import (
    ClinicSheet,
    DetoxEnding,
    DetoxEpisode,
    Medicine,
    Phase,
    SubstitutionPhase,
)
from hoanhap.people.care.clinic.sheets import DetoxDay, DrugTest, Exam, Overdose, Sheet
from hoanhap.people.care.health_room_models import Referral
from hoanhap.people.cases.models import Case


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """Who writes, when, and the entry's own key: sent twice, it is kept once."""

    by: Actor
    at: datetime
    client_key: UUID | None = None

    @property
    def today(self) -> date:
        return clock.local_day(self.at)


@transaction.atomic
def start_detox(room: Referral, *, began_on: date, by: Actor, at: datetime) -> DetoxEpisode:
    """Begin an episode; its exam and its sheets are asked for from now. Raises Refused."""
    case = _locked(room)
    rules.check_began(began_on, opened_on=case.opened_on, today=clock.local_day(at))
    episode = DetoxEpisode(**_facts(room, case, by, at), began_on=began_on)
    try:
        with transaction.atomic():
            episode.save(force_insert=True)
    except IntegrityError:
        raise Refused(_("Người này đang trong một đợt cắt cơn."), code="detox-twice") from None
    duties.ask_exam(episode, by=by, at=at)
    duties.ask_day(episode, (), by=by, at=at)
    _log("health.detox_started", episode, by, at)
    return episode


@transaction.atomic
def end_detox(episode: DetoxEpisode, *, ended_on: date, ending: str, by: Actor, at: datetime) -> DetoxEpisode:
    """The episode is over. "Completed" asks for the first exam. Raises Refused."""
    current = DetoxEpisode.objects.select_for_update(of=("self",)).get(pk=episode.pk)
    if current.ended_on is not None or not ending or ending not in DetoxEnding.values:
        raise Refused(_("Đợt cắt cơn này đã kết thúc, hoặc chưa chọn kết quả."), code="detox-ending")
    found = queries.lacks_of(current, today=clock.local_day(at))
    rules.check_ended(ended_on, ending, began_on=current.began_on, found=found, today=clock.local_day(at))
    current.ended_on, current.ending, current.ended_by = ended_on, ending, by.account_id
    current.save(update_fields=["ended_on", "ending", "ended_by"])
    duties.withdraw(current, by=by, at=at)
    _log("health.detox_ended", current, by, at)
    return current


@transaction.atomic
def record_exam(room: Referral, episode: DetoxEpisode, *, exam: Exam, on: date, written: Written) -> ClinicSheet:
    """The first exam of an episode, once. Raises Refused."""
    made = _sheet(room, exam, on, written, episode=episode, since=episode.case.opened_on)
    duties.examined(episode, by=written.by, at=written.at)
    return made


@transaction.atomic
def record_day(room: Referral, episode: DetoxEpisode, *, day: DetoxDay, on: date, written: Written) -> ClinicSheet:
    """The sheet of one day of detox; the next day's is asked for. Raises Refused."""
    made = _sheet(room, day, on, written, episode=episode, since=episode.began_on)
    if episode.ended_on is None:
        duties.ask_day(episode, queries.days_of(episode), by=written.by, at=written.at)
    return made


@transaction.atomic
def record_test(
    room: Referral, *, test: DrugTest, on: date, written: Written, signed: Signed | None = None
) -> ClinicSheet:
    """What a test showed. Nothing follows from it here. Blood of a minor only with his guardian. Raises Refused."""
    if signed is not None and not guardians.agreed(room.case.person, rules.BLOOD):
        guardians.keep(room.case, rules.BLOOD, signed, by=written.by, at=written.at)
    guardians.check_blood(room.case, test.sample, on=on)
    return _sheet(room, test, on, written, since=room.case.opened_on)


@transaction.atomic
def record_overdose(room: Referral, *, event: Overdose, on: date, written: Written) -> ClinicSheet:
    """An overdose, what was done and how it went on. Raises Refused."""
    return _sheet(room, event, on, written, since=room.case.opened_on)


@transaction.atomic
def correct(sheet: ClinicSheet, *, to: Sheet, by: Actor, at: datetime, number: int) -> ClinicSheet:
    """The next number of its series; what it said before stays. Raises Refused for an outrun or unchanged sheet."""
    said = sheets.checked(to)
    if isinstance(said, DrugTest):
        guardians.check_blood(sheet.case, said.sample, on=sheet.on)
    current = ClinicSheet.objects.select_for_update(of=("self",)).filter(pk=sheet.pk, current=True).first()
    if current is None or current.number != number:
        raise Refused(_("Phiếu này vừa được người khác sửa."), code="sheet-version", way_out=_("Mở lại rồi sửa tiếp."))
    ClinicSheet.objects.filter(pk=current.pk).update(current=False)
    kept = ("case_id", "unit_id", "unit_path", "referral_id", "episode_id", "kind", "on", "series")
    made = ClinicSheet(
        id=ids.new_id(),
        **{name: getattr(current, name) for name in kept},
        number=current.number + 1,
        recorded_by=by.account_id,
        recorded_at=at,
    )
    vault.seal(made, facts=sheets.packed(said))
    made.save(force_insert=True)
    _log("health.sheet_corrected", made, by, at, {"sheet": str(made.pk), "number": made.number})
    return made


@transaction.atomic
def set_phase(room: Referral, *, phase: str, medicine: str, on: date, by: Actor, at: datetime) -> SubstitutionPhase:
    """From this day the person is in this phase; the one before ends. Raises Refused."""
    case = _locked(room)
    before = SubstitutionPhase.objects.select_for_update(of=("self",)).filter(case=case, to_on=None).first()
    if phase not in Phase.values or medicine not in Medicine.values:
        raise Refused(_("Chưa chọn giai đoạn hoặc thuốc."), code="phase-order")
    since = before.from_on if before else case.opened_on
    rules.check_phase(before.phase if before else "", phase, since=since, on=on, today=clock.local_day(at))
    if phase not in rules.OFF:
        guardians.remarks_on_substitution(case, on=on)
    if before is not None:
        before.to_on = on
        before.save(update_fields=["to_on"])
    made = SubstitutionPhase.objects.create(**_facts(room, case, by, at), phase=phase, medicine=medicine, from_on=on)
    _log("health.phase_set", made, by, at)
    return made


def _sheet(
    room: Referral, sheet: Sheet, on: date, written: Written, *, since: date, episode: DetoxEpisode | None = None
) -> ClinicSheet:
    case = _locked(room)
    if written.client_key and (sent := _sent(case, written)):
        return sent
    said = sheets.checked(sheet)
    rules.check_day(on, since=since, until=episode.ended_on if episode else None, today=written.today)
    made = ClinicSheet(
        **_facts(room, case, written.by, written.at),
        kind=sheets.kind_of(said),
        on=on,
        episode=episode,
        client_key=written.client_key,
    )
    vault.seal(made, facts=sheets.packed(said))
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError:
        raise Refused(
            _("Phiếu này đã được ghi."), code="sheet-twice", way_out=_("Mở phiếu đã có trong sổ rồi sửa.")
        ) from None
    _log("health.sheet_written", made, written.by, written.at, {"sheet": str(made.pk), "kind": made.kind})
    return made


def _sent(case: Case, written: Written) -> ClinicSheet | None:
    found = ClinicSheet.objects.filter(client_key=written.client_key).first()
    if found is not None and (found.case_id != case.pk or found.recorded_by != written.by.account_id):
        raise Refused(_("Mã của lần ghi này đã dùng cho hồ sơ khác."), code="client-key")
    return found


def _locked(room: Referral) -> Case:
    return Case.objects.select_for_update(of=("self",)).get(pk=room.case_id)


def _facts(room: Referral, case: Case, by: Actor, at: datetime) -> dict[str, object]:
    return {
        "case": case,
        "unit_id": case.unit_id,
        "unit_path": case.unit_path,
        "referral": room,
        "recorded_by": by.account_id,
        "recorded_at": at,
    }


def _log(
    code: str,
    row: DetoxEpisode | ClinicSheet | SubstitutionPhase,
    by: Actor,
    at: datetime,
    detail: dict[str, str | int | bool | None] | None = None,
) -> None:
    audit.record(
        code,
        by=by,
        subject_kind="case",
        subject_id=row.case_id,
        unit_path=row.unit_path,
        at=at,
        detail={"referral": str(row.referral_id), **(detail or {})},
    )
