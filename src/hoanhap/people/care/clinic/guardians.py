"""Whether a guardian agreed to an act on a minor, as the consents of the house say (đồng ý của cha, mẹ, giám hộ)."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from hoanhap import law
from hoanhap.foundation.audit import Actor
from hoanhap.foundation.privacy import queries as privacy
from hoanhap.foundation.privacy.actions import consents
from hoanhap.foundation.privacy.models import GivenBy, Medium
from hoanhap.foundation.privacy.subjects import PERSON
from hoanhap.kernel import clock
from hoanhap.kernel.errors import Refused
from hoanhap.people.care.clinic import rules
from hoanhap.people.cases.models import Case
from hoanhap.people.cases.rules import ages_on
from hoanhap.people.persons import queries as persons
from hoanhap.people.persons.models import Person


@dataclass(frozen=True, slots=True, kw_only=True)
class Signed:
    """What a guardian signed before the act: his name and the number of the paper."""

    giver_name: str
    paper_number: str
    given_on: date


def agreed(person: Person, act: str) -> bool:
    """Whether father, mother or guardian agreed, and it was not taken back."""
    return privacy.guardian_agreed(PERSON, person.pk, act)


def may_be_minor(case: Case) -> bool:
    """Whether he is below eighteen, as far as the register knows; of an unknown age he may be."""
    return rules.needs_guardian("blood", ages_on(persons.birth_of(case.person), clock.today()))


def check_blood(case: Case, sample: str, *, on: date) -> None:
    """Raise Refused where blood of somebody below eighteen would be taken without his guardian's consent.

    A floor of ours under every regime; the article stands with it where the law of the day was read.
    """
    rule = law.guardian_for(rules.BLOOD, on)
    ages = ages_on(persons.birth_of(case.person), on)
    below = rule.below if rule else None
    if not rules.needs_guardian(sample, ages, law_below=below) or agreed(case.person, rules.BLOOD):
        return
    raise Refused(
        _("Chưa lấy máu được: người chưa đủ 18 tuổi, hoặc chưa rõ tuổi, cần cha, mẹ hoặc người giám hộ đồng ý."),
        code="blood-guardian",
        way_out=_("Ghi giấy đồng ý đã ký ở ngay dưới, hoặc lấy mẫu nước tiểu."),
        article=rule.article if rule and rule.confidence.may_block else "",
    )


def remarks_on_substitution(case: Case, *, on: date) -> tuple[str, ...]:
    """What the law asks of a minor's treatment and is not there: refused where it was read, else said."""
    rule, ages = law.guardian_for("substitution", on), ages_on(persons.birth_of(case.person), on)
    if rule is None or not ages or min(ages) >= rule.below or agreed(case.person, "substitution"):
        return ()
    said = _("Người dưới %(age)d tuổi: cần văn bản đồng ý của cha, mẹ hoặc người giám hộ.") % {"age": rule.below}
    if rule.confidence.may_block and max(ages) < rule.below:
        raise Refused(
            said,
            code="substitution-guardian",
            way_out=_("Ghi sự đồng ý ở trang hồ sơ, mục “Đồng ý và rút lại”."),
            article=rule.article,
        )
    return (f"{said} ({rule.article})",)


def keep(case: Case, act: str, signed: Signed, *, by: Actor, at: datetime) -> None:
    """Enter what the guardian signed among the consents of the person. Raises Refused."""
    person = case.person
    text = privacy.texts_in_use(person.unit_path).get(act)
    if text is None:
        raise Refused(
            _("Xã chưa ban hành lời đồng ý cho việc này."),
            code="guardian-text",
            way_out=_("Nhờ lãnh đạo xã ban hành ở mục “Lời đồng ý”; nay lấy mẫu nước tiểu."),
        )
    ages = ages_on(persons.birth_of(person), clock.local_day(at))
    consents.give(
        text=text,
        subject_kind=PERSON,
        subject_id=person.pk,
        unit=person.unit,
        age=min(ages) if ages else None,
        given=consents.Given(
            agreed=True,
            medium=Medium.PAPER,
            given_on=signed.given_on,
            given_by=GivenBy.GUARDIAN,
            giver_name=signed.giver_name,
            paper_number=signed.paper_number,
        ),
        by=by,
        at=at,
    )
