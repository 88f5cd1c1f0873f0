"""What is written beside the moves: stages, the person's own wish, the use of drugs, and the police room."""

from dataclasses import asdict, dataclass, fields
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from hoanhap import law
from hoanhap.foundation import audit, vault
from hoanhap.kernel import clock
from hoanhap.kernel.errors import Refused
from hoanhap.kernel.text import tidy
from hoanhap.people.cases import use_rules
from hoanhap.people.cases.models import Case, PoliceRecord, StageRecord, UseProfile
from hoanhap.people.cases.rules import UseDetails
from hoanhap.people.persons.rules import LostUpdate


@dataclass(frozen=True, slots=True)
class PriorRecord:
    """What the police room says, and the version that was seen."""

    text: str
    version: int


@transaction.atomic
def record_stage(
    *, case: Case, stage: str, from_on: date, by: audit.Actor, at: datetime, to_on: date | None = None
) -> StageRecord:
    """One stage of rehab the person went through, [from_on, to_on). Raises Refused."""
    case = Case.objects.select_for_update(of=("self",)).get(pk=case.pk)
    if stage not in {known.code for known in law.stages(case.regime)}:
        raise Refused(_("Giai đoạn này không có trong quy định của hồ sơ."), code="stage-unknown")
    if from_on < case.opened_on or from_on > clock.local_day(at):
        raise Refused(_("Ngày bắt đầu giai đoạn nằm ngoài thời gian của hồ sơ."), code="stage-day")
    if to_on is not None and to_on <= from_on:
        raise Refused(_("Ngày kết thúc phải sau ngày bắt đầu."), code="stage-period")
    try:
        with transaction.atomic():
            record = StageRecord.objects.create(
                case=case,
                unit_path=case.unit_path,
                stage=stage,
                from_on=from_on,
                to_on=to_on,
                recorded_by=by.account_id,
                recorded_at=at,
            )
    except IntegrityError as error:
        raise Refused(_("Giai đoạn này đã được ghi từ ngày đó."), code="stage-twice") from error
    _log("case.stage_recorded", case, by, at, {"stage": stage})
    return record


@transaction.atomic
def set_wish(*, case: Case, wish: str, by: audit.Actor, at: datetime, version: int) -> Case:
    """What the person himself wants, in his words. Raises LostUpdate."""
    case.refresh_from_db()
    before = vault.reveal(case, "wish")
    vault.seal(case, wish=tidy(wish))
    seen = Case.objects.filter(pk=case.pk, version=version)
    if not seen.update(wish=case.wish, version=F("version") + 1):
        key = _("Mong muốn của người được hỗ trợ")
        raise LostUpdate(_("Hồ sơ này vừa được người khác cập nhật."), theirs={key: before}, yours={key: tidy(wish)})
    case.version = version + 1
    _log("case.wish_written", case, by, at)
    return case


@transaction.atomic
def record_use(*, case: Case, use: UseDetails, by: audit.Actor, at: datetime, version: int) -> UseProfile:
    """Write what is known about the use of drugs, over what was known before. Raises Refused, LostUpdate."""
    details = use_rules.checked(use, birth_year=case.person.birth_year, on=clock.local_day(at))
    if not Case.objects.filter(pk=case.pk, version=version).update(version=F("version") + 1):
        theirs, yours = use_rules.differing(use_of(case), details)
        raise LostUpdate(_("Hồ sơ này vừa được người khác cập nhật."), theirs=theirs, yours=yours)
    stored = UseProfile.objects.filter(case=case).first()
    profile = stored or UseProfile(case=case, unit_path=case.unit_path)
    written = asdict(details)
    cause = written.pop("cause")
    for name, value in written.items():
        setattr(profile, name, value)
    vault.seal(profile, cause=cause)
    if stored:
        profile.save(update_fields=[*written, "cause"])
    else:
        profile.save(force_insert=True)
    case.version = version + 1
    _log("case.use_written", case, by, at)
    return profile


def use_of(case: Case) -> UseDetails:
    """What stands written about the use of drugs, opened. The gate was the case's."""
    stored = UseProfile.objects.filter(case=case).first()
    if stored is None:
        return UseDetails()
    plain = {field.name: getattr(stored, field.name) for field in fields(UseDetails) if field.name != "cause"}
    return UseDetails(**plain, cause=vault.reveal(stored, "cause"))


def record_prior(*, case: Case, prior_record: str, by: audit.Actor, at: datetime, version: int) -> PoliceRecord:
    """Write earlier convictions and sanctions into the police room, over what stood there. Raises LostUpdate.

    The room counts its own versions (0: nothing written yet): that of the case would tell others of the writing.
    """
    with transaction.atomic():
        # The row of the case is always there to wait for; two first writers would find no record to lock.
        case = Case.objects.select_for_update(of=("self",)).select_related("person").get(pk=case.pk)
        stored = PoliceRecord.objects.filter(case=case).first()
        if version == (stored.version if stored else 0):
            return _write_prior(stored, case, tidy(prior_record), by, at)
    key = _("Tiền án, tiền sự")
    theirs = reveal_prior_record(case=case, by=by, at=at)
    raise LostUpdate(
        _("Mục này vừa được người khác cập nhật."),
        theirs={key: theirs.text},
        yours={key: tidy(prior_record)},
        version=theirs.version,
    )


def _write_prior(stored: PoliceRecord | None, case: Case, text: str, by: audit.Actor, at: datetime) -> PoliceRecord:
    record = stored or PoliceRecord(case=case, unit_path=case.unit_path, version=0)
    record.version += 1
    record.recorded_by, record.recorded_at = by.account_id, at
    vault.seal(record, prior_record=text)
    if stored:
        record.save(update_fields=["prior_record", "version", "recorded_by", "recorded_at"])
    else:
        record.save(force_insert=True)
    _log("police.written", case, by, at)
    return record


@transaction.atomic
def reveal_prior_record(*, case: Case, by: audit.Actor, at: datetime) -> PriorRecord:
    """The text of the police room; the look is logged before it is answered. The caller has passed the gate."""
    _log("police.read", case, by, at)
    stored = PoliceRecord.objects.filter(case=case).first()
    return PriorRecord(vault.reveal(stored, "prior_record"), stored.version) if stored else PriorRecord("", 0)


def _log(
    code: str,
    case: Case,
    by: audit.Actor,
    at: datetime,
    detail: dict[str, str | int | bool | None] | None = None,
) -> None:
    audit.record(
        code,
        by=by,
        subject_kind="case",
        subject_id=case.pk,
        unit_path=case.unit_path,
        at=at,
        detail=detail,
    )
