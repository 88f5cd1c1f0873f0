"""Reads of what the health room recorded, always for somebody; and the one press of the case lead."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from hoanhap.foundation import audit, vault
from hoanhap.foundation.access.viewer import Viewer
from hoanhap.foundation.audit.models import AuditEntry
from hoanhap.kernel import clock
from hoanhap.people.care.clinic import policy, rules, sheets
from hoanhap.people.care.clinic.models import ClinicSheet, DetoxEpisode, SheetKind, SubstitutionPhase
from hoanhap.people.care.clinic.sheets import DetoxDay, DrugTest, Sheet
from hoanhap.people.care.health_room import names_of_accounts
from hoanhap.people.care.health_room_models import Referral
from hoanhap.people.cases.models import Case

RESULT_SEEN = "health.result_seen"


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedSheet:
    """One sheet, opened for somebody whose look is in the log. `own`: of the viewer's station, which may correct it."""

    row: ClinicSheet
    sheet: Sheet
    signer: str
    own: bool

    @property
    def lines(self) -> list[tuple[str, str]]:
        return list(sheets.lines(self.sheet))


@dataclass(frozen=True, slots=True, kw_only=True)
class Clinic:
    """Everything of the room beside its entries. `lacks`: what the check of the open episode finds."""

    sheets: tuple[OpenedSheet, ...]
    episode: DetoxEpisode | None
    lacks: tuple[rules.Lack, ...]
    phase: SubstitutionPhase | None
    phases: tuple[SubstitutionPhase, ...]
    past: tuple[DetoxEpisode, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """Somebody of the commune opened the results."""

    name: str
    title: str
    at: datetime


def of_room(viewer: Viewer, room: Referral) -> Clinic:
    """What stands in the room. The caller has passed its gate and logs the look (`health_room.read`)."""
    episodes = list(policy.episodes_for(viewer, room))
    current = next((one for one in episodes if one.ended_on is None), None)
    phases = tuple(policy.phases_for(viewer, room))
    return Clinic(
        sheets=_opened(list(policy.sheets_for(viewer, room)), room),
        episode=current,
        lacks=lacks_of(current, today=viewer.on) if current else (),
        phase=next((one for one in phases if one.to_on is None), None),
        phases=phases,
        past=tuple(one for one in episodes if one.ended_on is not None),
    )


@transaction.atomic
def open_sheet(viewer: Viewer, row: ClinicSheet, *, at: datetime) -> Sheet:
    """One sheet, to be corrected; logged as a look. The caller has passed its gate."""
    _log("health.read", viewer, row.case, at, {"sheet": str(row.pk)})
    return sheets.unpacked(vault.reveal(row, "facts"))


def last_day_of(viewer: Viewer, room: Referral, episode: DetoxEpisode) -> DetoxDay | None:
    """The values of the last sheet, which most often hold today as well."""
    rows = policy.sheets_for(viewer, room).filter(episode=episode, kind=SheetKind.DAY)
    row = rows.first()
    found = sheets.unpacked(vault.reveal(row, "facts")) if row else None
    return found if isinstance(found, DetoxDay) else None


def usual_test(viewer: Viewer, room: Referral) -> DrugTest:
    """What to begin from: the kit, sample and panel of the last test here, without its result."""
    row = policy.sheets_for(viewer, room).filter(kind=SheetKind.TEST).first()
    found = sheets.unpacked(vault.reveal(row, "facts")) if row else None
    if not isinstance(found, DrugTest):
        return DrugTest(kit="")
    return DrugTest(sample="urine", panel=found.panel, kit=found.kit)


@transaction.atomic
def results_for(viewer: Viewer, case: Case, *, at: datetime) -> list[OpenedSheet]:
    """What tests showed, for the case lead: a press, an entry in the log, one answer. The caller has passed the gate.

    That there is none is an answer, too, and logged as well.
    """
    _log(RESULT_SEEN, viewer, case, at, {})
    rows = ClinicSheet.objects.filter(case=case, kind=SheetKind.TEST, current=True)
    found = list(rows.select_related("referral", "case", "referral__agency").order_by("-on", "-recorded_at", "-id"))
    return list(_opened(found, None))


def who_saw(case: Case) -> list[Seen]:
    """Who of the commune opened the results, the latest first: said to the station that wrote them."""
    entries = AuditEntry.objects.filter(code=RESULT_SEEN, subject_kind="case", subject_id=str(case.pk))
    rows = list(entries.order_by("-at", "-id")[:20])
    names = names_of_accounts({row.account_id for row in rows})
    return [Seen(name=names.get(row.account_id, ""), title=row.title, at=row.at.astimezone(clock.VN)) for row in rows]


def is_flagged(referral: Referral, on: date) -> bool:
    """Open for more than fourteen days, and nobody said what became of it."""
    return referral.is_open and not referral.outcome and rules.is_open_too_long(clock.local_day(referral.sent_at), on)


def lacks_of(episode: DetoxEpisode, *, today: date) -> tuple[rules.Lack, ...]:
    """What the check of one episode finds."""
    exams = ClinicSheet.objects.filter(episode=episode, kind=SheetKind.EXAM, current=True).order_by("on", "id")
    return rules.lacks(
        began_on=episode.began_on,
        ended_on=episode.ended_on,
        examined=list(exams.values_list("on", flat=True)),
        days=days_of(episode),
        today=today,
    )


def days_of(episode: DetoxEpisode) -> list[date]:
    """The days of the episode that have their sheet."""
    found = ClinicSheet.objects.filter(episode=episode, kind=SheetKind.DAY, current=True)
    return list(found.order_by("on", "id").values_list("on", flat=True))


def _opened(rows: list[ClinicSheet], room: Referral | None) -> tuple[OpenedSheet, ...]:
    texts = vault.reveal_many(rows, "facts")
    names = names_of_accounts({row.recorded_by for row in rows})
    return tuple(
        OpenedSheet(
            row=row,
            sheet=sheets.unpacked(texts[row.pk]["facts"]),
            signer=names.get(row.recorded_by, ""),
            own=room is not None and row.referral.agency_id == room.agency_id,
        )
        for row in rows
    )


def _log(code: str, viewer: Viewer, case: Case, at: datetime, detail: dict[str, str | int | bool | None]) -> None:
    audit.record(
        code, by=viewer.actor, subject_kind="case", subject_id=case.pk, unit_path=case.unit_path, at=at, detail=detail
    )
