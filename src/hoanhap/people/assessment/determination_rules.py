"""Do findings make a determination, may this person sign it, who must consent? Pure.

The six criteria and the way from them to a result stand in the law of the day. Only what was read in a law blocks; the
rest is a remark. A measure, a state of the file or a score of an instrument is never asked here.
"""

from calendar import monthrange
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from django.utils.translation import gettext as _

from hoanhap import law
from hoanhap.kernel.dates import PartialDate, show
from hoanhap.kernel.errors import Refused
from hoanhap.law.model import Fact


class Result(StrEnum):
    HAS = "has"
    HAS_NOT = "has_not"


class Lasting(StrEnum):
    """How long the criteria were there together."""

    MONTH = "month"
    REPEATED = "repeated"
    SHORTER = "shorter"


class Reading(StrEnum):
    """What the criteria say: a result, or that the person must be observed first."""

    HAS = "has"
    HAS_NOT = "has_not"
    OBSERVE = "observe"


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """Which criteria were met, how long, and whether they were seen in clinical observation."""

    met: frozenset[str]
    lasting: Lasting
    observed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate:
    """Who signs: his qualification and the days it holds, [valid_from, valid_to)."""

    qualification: str
    valid_from: date
    valid_to: date | None = None

    def holds(self, on: date) -> bool:
        return self.valid_from <= on and (self.valid_to is None or on < self.valid_to)


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """Something to weigh, with the article that says it."""

    text: str
    article: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    refusal: Refused | None = None
    remarks: tuple[Remark, ...] = field(default=())


def read(findings: Findings, on: date) -> Reading:
    """What these criteria say under the law of the day. Raises Refused for a criterion it does not know."""
    rule = law.determination_on(on).criteria
    if unknown := findings.met - rule.names.keys():
        raise Refused(_("Không có tiêu chuẩn “%s”.") % min(unknown), code="criterion-unknown")
    count = len(findings.met)
    if count >= rule.at_least:
        return Reading.HAS_NOT if findings.lasting is Lasting.SHORTER else Reading.HAS
    few = count <= 1 or (count < rule.at_least and rule.withdrawal in findings.met)
    return Reading.HAS_NOT if few or findings.observed else Reading.OBSERVE


def judge(
    *,
    result: Result,
    on: date,
    today: date,
    certificate: Certificate | None,
    birth: PartialDate | None,
    guardian: str = "",
    findings: Findings | None = None,
    received_on: date | None = None,
) -> Answer:
    """May this result of this day be written down?"""
    impossible = _impossible(on, today, received_on)
    if impossible:
        return Answer(refusal=impossible)
    rules, remarks = law.determination_on(on), list[Remark]()
    for fact, fault in (
        (rules.signers, _unqualified(certificate, on)),
        (rules.guardian, _unconsented(birth, guardian, on, rules.guardian.below)),
        (rules.criteria, _disagreeing(result, findings, on)),
    ):
        if fault is None:
            continue
        if fact.confidence.may_block:
            return Answer(refusal=_with(fault, fact))
        remarks.append(Remark(text=fault.message, article=fact.article))
    return Answer(remarks=tuple(remarks) + _uncertain_age(birth, guardian, on, rules.guardian.below))


def ages_on(birth: PartialDate, on: date) -> tuple[int, int]:
    """The youngest and the oldest age that a birth date known in part allows."""
    return _age(_latest(birth), on), _age(birth.earliest, on)


def _latest(birth: PartialDate) -> date:
    month = birth.month or 12
    return birth.full or date(birth.year, month, monthrange(birth.year, month)[1])


def _age(born: date, on: date) -> int:
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def _impossible(on: date, today: date, received_on: date | None) -> Refused | None:
    if on > today:
        return Refused(_("Ngày của phiếu kết quả ở tương lai."), code="determination-ahead")
    if received_on is not None and received_on > on:
        return Refused(_("Ngày tiếp nhận sau ngày của phiếu kết quả."), code="determination-received")
    return None


def _unqualified(certificate: Certificate | None, on: date) -> Refused | None:
    """Who is not on the list, or whose certificate did not hold on the day, may not sign."""
    if certificate is not None and certificate.holds(on):
        return None
    return Refused(
        _("Người ký không có chứng chỉ còn hiệu lực ngày %s.") % show(on),
        code="diagnoser-uncertified",
        way_out=_("Chọn người có chứng chỉ, hoặc ghi chứng chỉ vào danh sách trước."),
    )


def _unconsented(birth: PartialDate | None, guardian: str, on: date, below: int) -> Refused | None:
    if guardian or birth is None or ages_on(birth, on)[1] >= below:
        return None
    return Refused(
        _("Người dưới %d tuổi: cần ghi cha, mẹ hoặc người giám hộ đã đồng ý.") % below, code="guardian-missing"
    )


def _uncertain_age(birth: PartialDate | None, guardian: str, on: date, below: int) -> tuple[Remark, ...]:
    if guardian or (birth is not None and not ages_on(birth, on)[0] < below <= ages_on(birth, on)[1]):
        return ()
    return (Remark(text=_("Chưa rõ người này đủ %d tuổi hay chưa; nếu chưa đủ thì cần người giám hộ.") % below),)


def _disagreeing(result: Result, findings: Findings | None, on: date) -> Refused | None:
    if findings is None:
        return None
    said = read(findings, on)
    if said.value == result.value:
        return None
    if said is Reading.OBSERVE:
        return Refused(
            _("Chưa đủ để kết luận: cần theo dõi lâm sàng trước."),
            code="determination-observe",
            way_out=_("Theo dõi xong thì đánh dấu “đã theo dõi lâm sàng” và ghi lại."),
        )
    return Refused(
        _("Kết quả không khớp với các tiêu chuẩn đã đánh dấu: %d tiêu chuẩn.") % len(findings.met),
        code="determination-disagrees",
    )


def _with(fault: Refused, fact: Fact) -> Refused:
    return Refused(fault.message, code=fault.code, way_out=fault.way_out, article=fact.article)
