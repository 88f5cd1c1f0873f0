"""What makes a plan and a step whole. Pure: no step without an owner and a day, no plan without the person's words."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from hoanhap.kernel.errors import Refused
from hoanhap.kernel.text import nfc, tidy
from hoanhap.people.care.health_room_rules import refuse_kept_elsewhere

OWNERS = ("person", "family", "officer", "helper", "station", "other")
LONGEST = 2_000
LONGEST_STEP = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanWords:
    """What the person says, in his words."""

    wish: str
    strengths: str
    goals: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StepDetails:
    """One step as it was agreed: what, who does it, until when."""

    what: str
    owner: str
    due_on: date


def checked(words: PlanWords, *, agreed_on: date, opened_on: date, today: date) -> PlanWords:
    """The words in one spelling. Raises Refused."""
    if not opened_on <= agreed_on <= today:
        raise Refused(_("Ngày lập kế hoạch phải từ ngày mở hồ sơ đến hôm nay."), code="plan-day")
    said = PlanWords(
        wish=_text(words.wish, "plan-wish"),
        strengths=_text(words.strengths, "plan-strengths"),
        goals=_text(words.goals, "plan-goals"),
    )
    if not said.wish:
        raise Refused(
            _("Kế hoạch bắt đầu từ mong muốn của người ấy."),
            code="plan-wish",
            way_out=_("Hỏi người ấy muốn gì, ghi bằng lời của chính họ."),
        )
    if not said.goals:
        raise Refused(_("Chưa ghi mục tiêu của người ấy."), code="plan-goals")
    return said


def checked_step(step: StepDetails, *, agreed_on: date) -> StepDetails:
    """Raise Refused unless somebody is to do it by some day."""
    what = tidy(step.what)
    if not what:
        raise Refused(_("Chưa ghi việc đã hẹn."), code="step-what")
    if len(what) > LONGEST_STEP:
        raise Refused(_("Viết ngắn lại, không quá 300 chữ cái."), code="step-what")
    refuse_kept_elsewhere(what, code="step-what")
    if step.owner not in OWNERS:
        raise Refused(_("Việc nào cũng cần người làm: chọn ai làm."), code="step-owner")
    if step.due_on < agreed_on:
        raise Refused(_("Ngày làm phải từ ngày hẹn trở đi."), code="step-due")
    return StepDetails(what=what, owner=step.owner, due_on=step.due_on)


def check_ended(on: date, *, agreed_on: date, today: date) -> None:
    """Raise Refused unless the step was done between the day it was agreed and today."""
    if not agreed_on <= on <= today:
        raise Refused(_("Ngày làm xong phải từ ngày hẹn đến hôm nay."), code="step-done")


def _text(words: str, code: str) -> str:
    said = "\n".join(line for line in (tidy(line) for line in nfc(words).strip().splitlines()) if line)
    if len(said) > LONGEST:
        raise Refused(_("Viết ngắn lại, không quá 2.000 chữ cái."), code=code)
    refuse_kept_elsewhere(said, code=code)
    return said
