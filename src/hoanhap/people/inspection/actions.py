"""Drawing a sample, supervising, writing down what is to be mended, answering, accepting or asking again."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from hoanhap.foundation import audit, vault
from hoanhap.foundation.access.viewer import Viewer
from hoanhap.foundation.places.models import Place, PlaceKind
from hoanhap.kernel import clock
from hoanhap.kernel.errors import Refused
from hoanhap.kernel.text import nfc, tidy
from hoanhap.people.cases import completeness
from hoanhap.people.cases.models import Case
from hoanhap.people.inspection import duties, policy, rules
from hoanhap.people.inspection.models import OF_FILES, Finding, InspectionKind, Sample, SampledCase, State, Supervision

SEED_BYTES = 12


@transaction.atomic
def draw(
    *,
    unit: Place,
    size: int,
    by: Viewer,
    at: datetime,
    kind: InspectionKind = InspectionKind.PLANNED,
    seed: str = "",
) -> Sample:
    """Draw a sample of open files of a unit. The seed comes by chance; it stands in the log. Raises Refused."""
    if kind not in OF_FILES:
        raise Refused(_("Giám sát xã hội không rút mẫu hồ sơ."), code="sample-kind")
    chance = seed or secrets.token_hex(SEED_BYTES)
    population = policy.population(by, unit)
    drawn = rules.draw(set(population.order_by().values_list("pk", flat=True)), size=size, seed=chance)
    sample = Sample.objects.create(
        unit=unit,
        unit_path=unit.path,
        on=by.on,
        kind=kind,
        seed=chance,
        size=len(drawn.chosen),
        population=drawn.population,
        digest=drawn.digest,
        drawn_by=by.actor.account_id,
        drawn_name=by.name,
        drawn_at=at,
    )
    marked = completeness.marked(Case.objects.filter(pk__in=drawn.chosen), by.on)
    cases = {case.pk: case for case in marked.defer("wish").order_by("id")}
    rows = [_row(sample, cases[pk], number) for number, pk in enumerate(drawn.chosen, start=1)]
    SampledCase.objects.bulk_create(rows)
    _log_draw(sample, rows, by, at)
    return sample


@transaction.atomic
def find(
    *,
    unit: Place,
    words: str,
    due_on: date,
    by: Viewer,
    at: datetime,
    case: Case | None = None,
    sample: Sample | None = None,
    item: str = "",
) -> Finding:
    """Hand the unit what it is to mend, with a day; it becomes work of its leader. Raises Refused."""
    said = tidy(words)
    rules.check_finding(words=said, due_on=due_on, today=clock.local_day(at))
    if unit.kind != PlaceKind.COMMUNE:
        raise Refused(_("Kiến nghị giao cho một xã, phường."), code="finding-unit")
    if case is not None and case.unit_id != unit.pk:
        raise Refused(_("Hồ sơ không thuộc đơn vị này."), code="finding-case")
    if item and item not in completeness.items:
        raise Refused(_("Chưa chọn đúng mục."), code="finding-item")
    about = {"sample": sample, "case": case, "item": item}
    return _hand_over(unit, said, due_on, about, by, at)


@dataclass(frozen=True, slots=True, kw_only=True)
class SupervisionDetails:
    """Which day, where, who took part (offices and who stood for them), what was seen. No file, nobody served."""

    on: date
    place: str
    took_part: str
    found: str
    client_key: UUID | None = None


@transaction.atomic
def supervise(*, unit: Place, details: SupervisionDetails, by: Viewer, at: datetime) -> Supervision:
    """Write down a social supervision of a commune. Sent twice it stands once. Raises Refused."""
    sent = Supervision.objects.filter(client_key=details.client_key).first() if details.client_key else None
    if sent is not None and sent.unit_id == unit.pk:
        return sent
    place, took_part, found = tidy(details.place), tidy(details.took_part), nfc(details.found).strip()
    rules.check_supervision(place=place, took_part=took_part, found=found, on=details.on, today=clock.local_day(at))
    if unit.kind != PlaceKind.COMMUNE:
        raise Refused(_("Giám sát ở một xã, phường, thị trấn."), code="supervision-unit")
    row = Supervision(
        unit=unit,
        unit_path=unit.path,
        on=details.on,
        place=place,
        took_part=took_part,
        recorded_by=by.actor.account_id,
        recorded_name=by.name,
        recorded_at=at,
        client_key=details.client_key,
    )
    vault.seal(row, found=found)
    _insert(row)
    audit.record(
        "inspection.supervised",
        by=by.actor,
        subject_kind="supervision",
        subject_id=row.pk,
        unit_path=row.unit_path,
        at=at,
        detail={"on": row.on.isoformat()},
    )
    return row


def _insert(row: Supervision) -> None:
    """A press that came at the same time, or again for another commune, made this one before."""
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        raise Refused(
            _("Lần ghi này đã được lưu."), code="supervision-twice", way_out=_("Mở lại trang để ghi cuộc khác.")
        ) from error


@transaction.atomic
def recommend(supervision: Supervision, *, words: str, due_on: date, by: Viewer, at: datetime) -> Finding:
    """What the Front recommends to the commune, with a day; it becomes work of its leader. Raises Refused."""
    said = tidy(words)
    rules.check_finding(words=said, due_on=due_on, today=clock.local_day(at))
    return _hand_over(supervision.unit, said, due_on, {"supervision": supervision}, by, at)


def _hand_over(unit: Place, said: str, due_on: date, about: Mapping[str, Any], by: Viewer, at: datetime) -> Finding:
    """The next number of the unit, its words sealed, its duty opened."""
    held = Place.objects.select_for_update(of=("self",)).get(pk=unit.pk)
    last = Finding.objects.filter(unit=held).aggregate(last=Max("number"))["last"] or 0
    finding = Finding(
        unit=held,
        unit_path=held.path,
        number=last + 1,
        **about,
        due_on=due_on,
        found_by=by.actor.account_id,
        found_name=by.name,
        found_at=at,
    )
    vault.seal(finding, words=said)
    finding.save(force_insert=True)
    _log("inspection.found", finding, by, at)
    duties.ask(finding, by=by.actor, at=at)
    return finding


@transaction.atomic
def answer(finding: Finding, *, words: str, by: Viewer, at: datetime) -> Finding:
    """The unit says what it did. Raises Refused."""
    said = tidy(words)
    if not said:
        raise Refused(_("Ghi đã làm gì để khắc phục."), code="answer-words")
    held = _in_state(finding, State.OPEN)
    held.state, held.answered_name, held.answered_at = State.ANSWERED, by.name, at
    vault.seal(held, answer=said)
    held.save(update_fields=["state", "answered_name", "answered_at", "answer"])
    _log("inspection.answered", held, by, at)
    duties.settle(held, by=by.actor, at=at)
    return held


@transaction.atomic
def accept(finding: Finding, *, by: Viewer, at: datetime) -> Finding:
    """What was found is mended. Raises Refused."""
    held = _in_state(finding, State.ANSWERED, State.OPEN)
    held.state, held.closed_name, held.closed_at = State.CLOSED, by.name, at
    held.save(update_fields=["state", "closed_name", "closed_at"])
    _log("inspection.accepted", held, by, at)
    duties.settle(held, by=by.actor, at=at)
    return held


@transaction.atomic
def ask_again(finding: Finding, *, due_on: date, by: Viewer, at: datetime) -> Finding:
    """The answer does not mend it: the unit is asked again, until another day. Raises Refused."""
    rules.check_finding(words="-", due_on=due_on, today=clock.local_day(at))
    held = _in_state(finding, State.ANSWERED)
    held.state, held.due_on = State.OPEN, due_on
    held.save(update_fields=["state", "due_on"])
    _log("inspection.asked_again", held, by, at)
    duties.ask(held, by=by.actor, at=at)
    return held


def _row(sample: Sample, case: Case, number: int) -> SampledCase:
    asked, lacking = list(completeness.asked(case)), completeness.lacking(case)
    return SampledCase(
        sample=sample,
        case=case,
        unit_id=case.unit_id,
        unit_path=case.unit_path,
        number=number,
        asked=len(asked),
        held=len(asked) - len(lacking),
        lacking=" ".join(lacking),
        paper_only=completeness.on_paper_only(case),
    )


def _log_draw(sample: Sample, rows: list[SampledCase], by: Viewer, at: datetime) -> None:
    """The draw with its seed, and one entry a file: whoever asks who looked at it finds the sample."""
    audit.record(
        "inspection.drawn",
        by=by.actor,
        subject_kind="sample",
        subject_id=sample.pk,
        unit_path=sample.unit_path,
        at=at,
        detail={"seed": sample.seed, "on": sample.on.isoformat(), "size": sample.size, "of": sample.population},
    )
    subjects = [audit.Subject("case", row.case_id, row.unit_path, {"sample": str(sample.pk)}) for row in rows]
    audit.record_many("inspection.sampled", by=by.actor, at=at, rows=subjects)


def _in_state(finding: Finding, *states: State) -> Finding:
    """The finding under a lock; of two who act on it the second is told."""
    held = Finding.objects.select_for_update(of=("self",)).get(pk=finding.pk)
    if held.state not in states:
        raise Refused(
            _("Kiến nghị này đang ở bước khác: %s.") % held.get_state_display(),
            code="finding-state",
            way_out=_("Mở lại trang để xem bước hiện tại."),
        )
    return held


def _log(code: str, finding: Finding, by: Viewer, at: datetime) -> None:
    audit.record(
        code,
        by=by.actor,
        subject_kind="finding",
        subject_id=finding.pk,
        unit_path=finding.unit_path,
        at=at,
        detail={"number": finding.number, "item": finding.item, "due_on": finding.due_on.isoformat()},
    )
