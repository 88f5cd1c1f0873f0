"""What the page of a file shows: its steps, what is next, what happened, and the facts beside."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import prefetch_related_objects
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from hoanhap.foundation import vault
from hoanhap.foundation.access.viewer import Viewer
from hoanhap.foundation.notices import queries as notices
from hoanhap.foundation.notices.kinds import SubjectLine
from hoanhap.foundation.notices.queries import DutyLine
from hoanhap.foundation.privacy.policy import PrivacyPermission
from hoanhap.foundation.watch.policy import WatchPermission
from hoanhap.kernel.dates import show
from hoanhap.kernel.text import lower_first
from hoanhap.people.care import health_room
from hoanhap.people.care import queries as care
from hoanhap.people.care.clinic import queries as clinic
from hoanhap.people.care.models import ContactPlan
from hoanhap.people.care.policy import CarePermission, HealthPermission
from hoanhap.people.cases import management_file, queries, states, use_rules
from hoanhap.people.cases.models import Case
from hoanhap.people.cases.policy import CasePermission, PolicePermission
from hoanhap.people.cases.queries import Event
from hoanhap.people.cases.queries import Step as LegalStep
from hoanhap.people.cases.sealed import SealedPermission
from hoanhap.people.commitments.policy import CommitmentPermission
from hoanhap.people.community.policy import CommunityPermission
from hoanhap.people.persons import policy as person_policy
from hoanhap.people.persons import queries as persons
from hoanhap.people.persons.masks import NameForm
from hoanhap.people.persons.models import Sex
from hoanhap.people.persons.policy import PersonPermission
from hoanhap.people.reception.policy import ReceptionPermission
from hoanhap.people.rehab.policy import RehabPermission
from hoanhap.people.reintegration import policy as reintegration
from hoanhap.people.reintegration.models import HelperAssignment
from hoanhap.people.reintegration.policy import ReintegrationPermission
from hoanhap.web.office import addresses
from hoanhap.web.ui import labels
from hoanhap.web.ui.parts import Entry, Fact, Step, StepState, Words

LOG = "contact-log"
MASKED = ("full_name", "id_number", "birth_date", "phone", "current_address", "permanent_address", "relative")
_PLACES: dict[str, StepState] = {"behind": "done", "now": "here", "ahead": "ahead"}
_RHYTHMS = {
    (1, "day"): gettext_lazy("mỗi ngày"),
    (7, "day"): gettext_lazy("mỗi tuần"),
    (14, "day"): gettext_lazy("2 tuần một lần"),
    (1, "month"): gettext_lazy("mỗi tháng"),
    (3, "month"): gettext_lazy("mỗi quý"),
}


@dataclass(frozen=True, slots=True)
class Next:
    """What is to be done first: its words, until when, its button."""

    title: str
    due_at: datetime | date | None
    detail: str
    href: str
    action: Words
    is_meeting: bool = False


@dataclass(frozen=True, slots=True)
class Chapter:
    """What happened in one year under one measure."""

    title: str
    entries: list[Entry]


@dataclass(frozen=True, slots=True)
class May:
    """Which buttons this viewer has."""

    log: bool
    move: bool
    undo: bool
    assign: bool
    edit: bool
    plan: bool
    correct_contact: bool
    social: bool
    reveal: bool
    refer: bool
    circle: bool
    team: bool
    story: bool
    move_out: bool
    read_results: bool
    read_prior: bool
    write_prior: bool
    see_looks: bool
    rights: bool
    seal: bool
    rehab: bool
    support: bool
    loan: bool


def may(viewer: Viewer, case: Case) -> May:
    path, is_open = case.unit_path, case.closed_on is None
    reads_prior = viewer.may(PolicePermission.READ, path)
    return May(
        log=is_open and viewer.may(CarePermission.LOG_CONTACT, path),
        move=viewer.may(CasePermission.MOVE, path),
        undo=viewer.may(CasePermission.CORRECT, path) and case.standings.count() > 1,
        assign=is_open and viewer.may(ReintegrationPermission.ASSIGN_HELPER, path),
        edit=viewer.may(PersonPermission.CORRECT, path),
        plan=is_open and viewer.may(CarePermission.SET_PLAN, path),
        correct_contact=viewer.may(CarePermission.CORRECT_CONTACT, path),
        social=viewer.may(CasePermission.READ_SOCIAL, path),
        reveal=viewer.may(PersonPermission.REVEAL, path),
        refer=is_open and viewer.may(HealthPermission.REFER, path),
        circle=viewer.may(CommitmentPermission.READ, path),
        team=viewer.may(CommunityPermission.READ_PERSON_TEAM, path),
        story=is_open and viewer.may(CommunityPermission.KEEP_STORY, path),
        move_out=is_open and viewer.may(ReceptionPermission.SEND_MOVE, path),
        read_results=viewer.may(HealthPermission.READ_RESULT, path),
        # Results and the police room: offered whether anything is written there or not: the page must not tell.
        read_prior=reads_prior,
        write_prior=reads_prior and viewer.may(PolicePermission.WRITE, path),
        see_looks=viewer.may(WatchPermission.SEE_LOOKS, path),
        rights=viewer.may(PrivacyPermission.KEEP_CONSENT, path),
        seal=not is_open and viewer.may(SealedPermission.SEAL, path),
        rehab=viewer.may(RehabPermission.READ, path),
        support=viewer.may(ReintegrationPermission.READ_SUPPORT, path),
        loan=viewer.may(ReintegrationPermission.READ_LOAN_LIST, path),
    )


def page(viewer: Viewer, case: Case, now: datetime, revealed: Mapping[str, str]) -> dict[str, Any]:
    """Everything on the page of one file, masked but for what a logged press has `revealed`.

    The caller has passed its gate and logs the look.
    """
    prefetch_related_objects([case], "standings")  # buttons, legal line and chapters read the same steps
    allowed = may(viewer, case)
    called, (name, number, *reach) = persons.named_and_masked(viewer, case.person, *MASKED, revealed=revealed)
    called = name.shown if name.revealed else called
    referrals = list(health_room.of_case(viewer, case)) if allowed.refer else []
    plan, helpers = care.next_of(viewer, [case.pk]).get(case.pk), _living_helpers(viewer, case)
    return {
        "case": case,
        "may": allowed,
        "name": called,
        "hidden_name": name if _hides_name(viewer, case) and not name.revealed else None,
        "about": _about(case),
        "number": number,
        "reach": reach,
        "steps": [*_steps(queries.main_line(case))],
        "next": _next(called, viewer, case, now, allowed, plan, bool(helpers)),
        "chapters": _chapters(case, queries.timeline(case, viewer), allowed),
        "wish": _wish(case) if allowed.social else "",
        "helpers": helpers,
        "misses_helper": _misses_helper(case, helpers),
        "plan": plan,
        "rhythm": rhythm_words(plan) if plan else "",
        "term": term_words(case, viewer.on),
        "decision": decision_words(case),
        "file_since": file_words(case, viewer.on),
        "use": _use(case) if allowed.social or allowed.read_prior else [],
        "referrals": referrals,
        "late_referrals": {row.pk for row in referrals if clinic.is_flagged(row, viewer.on)},
        "back_url": reverse("people"),
    }


def _chapters(case: Case, events: Sequence[Event], allowed: May) -> list[Chapter]:
    """The timeline by year and measure, each with how much happened in it."""
    return [
        Chapter(f"{one.year} · {labels.shown(one.measure)}", [_entry(event, allowed) for event in one.events])
        for one in queries.chapters(case, events)
    ]


def _wish(case: Case) -> str:
    return vault.reveal(case, "wish") if case.wish is not None else ""


def _hides_name(viewer: Viewer, case: Case) -> bool:
    return person_policy.name_form(viewer, case.unit_path) is not NameForm.WHOLE


def _about(case: Case) -> str:
    person = case.person
    parts = [
        str(Sex(person.sex).label).capitalize() if person.sex else "",
        _("sinh %s") % person.birth_year if person.birth_year else "",
        ", ".join([*([person.hamlet.heading] if person.hamlet else []), case.unit.full_name]),
    ]
    return " · ".join(part for part in parts if part)


def _steps(line: Iterable[LegalStep]) -> Iterable[Step]:
    """The line as it is drawn; the end of the term stands under the step it must lead to."""
    until: date | None = None
    for step in line:
        detail = show(step.reached_on) if step.reached_on else ""
        if step.place == "now":
            until = step.until
            detail = _("từ %s") % detail if detail else ""
        elif step.place == "ahead" and until is not None:
            detail, until = _("trước %s") % show(until), None
        yield Step(labels.shown(step.label), _PLACES[step.place], detail)


def duties_of(viewer: Viewer, case: Case, now: datetime, called: str) -> list[DutyLine]:
    """The viewer's own work about this file, named as the page names it."""
    known = SubjectLine(label=called, args={"case_id": str(case.pk)})
    return notices.about(viewer, now, subject_kind="case", subject_id=case.pk, known_as=known)


def _next(
    called: str, viewer: Viewer, case: Case, now: datetime, allowed: May, plan: ContactPlan | None, has_helper: bool
) -> Next | None:
    """The viewer's own first duty about this file; without one, what the file itself lacks."""
    if lines := duties_of(viewer, case, now, called):
        first = lines[0]
        return Next(
            title=first.title if str(first.kind.title).startswith("{") else lower_first(first.title),
            due_at=first.duty.due_at,
            detail=first.duty.article,
            href=addresses.of(first.kind.url, first.args) if first.kind.url != "case" else _move_address(case, allowed),
            action=first.kind.action if first.kind.url != "case" else _("Chuyển bước"),
            is_meeting=first.kind.url == LOG,
        )
    if case.closed_on is not None:
        return None
    if allowed.assign and not has_helper and case.state in states.FOLLOWED:
        address = reverse("helper-assign", args=[case.pk])
        return Next(_("chưa có người giúp đỡ"), None, "", address, _("Phân công"))
    if plan is not None:
        address = reverse(LOG, args=[case.pk]) if allowed.log else ""
        return Next(_("lần gặp ngày %s") % show(plan.next_on), plan.next_on, "", address, _("Ghi lần gặp"), True)
    return None


def _move_address(case: Case, allowed: May) -> str:
    return reverse("case-move", args=[case.pk]) if allowed.move else ""


def _entry(event: Event, allowed: May) -> Entry:
    """A contact leads to its correction for those who may correct it."""
    title = labels.shown(event.title)
    if event.struck:
        title = _("Ghi nhầm: %s") % lower_first(title)
    if event.kind != "contact":
        parts = [event.detail, labels.shown(event.signer), event.article, _recorded(event)]
        return Entry(event.at.date(), title, "", " · ".join(part for part in parts if part))
    first, _dot, rest = event.detail.partition(" · ")
    href = reverse("contact-correct", args=[event.subject_id]) if allowed.correct_contact else ""
    said = " · ".join(part for part in (rest, labels.shown(event.signer)) if part)
    return Entry(event.at.date(), title, first, said, href)


def _recorded(event: Event) -> str:
    return _("ghi: %s") % event.recorder if event.recorder and event.recorder not in event.signer else ""


def _living_helpers(viewer: Viewer, case: Case) -> list[HelperAssignment]:
    living = reintegration.visible_to(viewer).filter(case=case, valid_to=None, valid_from__lte=viewer.on)
    return sorted(living, key=lambda helper: (helper.kind != "main", helper.valid_from, str(helper.pk)))


def _misses_helper(case: Case, helpers: list[HelperAssignment]) -> bool:
    return case.state in states.FOLLOWED and not any(helper.kind == "main" for helper in helpers)


def rhythm_words(plan: ContactPlan) -> str:
    said = _RHYTHMS.get((plan.every_value, plan.every_unit))
    if said:
        return str(said)
    return _("%(count)d %(unit)s một lần") % {"count": plan.every_value, "unit": plan.get_every_unit_display()}


def term_words(case: Case, on: date) -> str:
    """ "16/01/2020 – 15/07/2020, còn 29 ngày"; the last day stands as in papers."""
    if case.term_to is None or case.term_from is None:
        return ""
    last = date.fromordinal(case.term_to.toordinal() - 1)
    said = f"{show(case.term_from)} – {show(last)}"
    if case.closed_on is not None:
        return said
    left = (last - on).days
    if left < 0:
        over = ngettext("%(term)s, đã hết %(days)d ngày", "%(term)s, đã hết %(days)d ngày", -left)
        return over % {"term": said, "days": -left}
    if left == 0:
        return _("%s, hôm nay là ngày cuối") % said
    days = ngettext("còn %(days)d ngày", "còn %(days)d ngày", left) % {"days": left}
    return f"{said}, {days}"


def decision_words(case: Case) -> str:
    if not case.decision_number or case.decision_on is None:
        return ""
    said = _("%(number)s ngày %(day)s") % {"number": case.decision_number, "day": show(case.decision_on)}
    return f"{said}, {case.decision_signer}" if case.decision_signer else said


def file_words(case: Case, on: date) -> str:
    """Since when and by which paper the case is a management file."""
    act = management_file.first_act(case, on)
    if act is None:
        return _("Chưa có hồ sơ quản lý")
    words = {"day": show(act.signed_on), "act": act.label, "number": act.number}
    return _("Có hồ sơ quản lý từ %(day)s, theo %(act)s số %(number)s") % words


def _use(case: Case) -> list[Fact]:
    """What the list of the commune says, for those who keep it and for the police."""
    profile = getattr(case, "use_profile", None)
    facts = [Fact(_("Áp dụng lần thứ"), str(case.times))] if case.measure else []
    if profile is None:
        return facts
    # The cause lies sealed: it is opened by who sets it right.
    said = [(label, getattr(profile, name)) for name, label in use_rules.LABELS.items() if name != "cause"]
    return facts + [Fact(str(label), str(value)) for label, value in said if value not in (None, "")]
