"""What the page of the measures of one file shows: what runs out when, what is missing, what was written."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from hoanhap import law
from hoanhap.foundation.access.roles import DESCRIPTIONS, Role
from hoanhap.foundation.access.viewer import Viewer
from hoanhap.foundation.notices.kinds import duty_kinds
from hoanhap.foundation.notices.models import Duty
from hoanhap.kernel import clock
from hoanhap.kernel.confidence import Confidence
from hoanhap.people.cases import duties as case_duties
from hoanhap.people.cases.models import Case
from hoanhap.people.rehab import clock_rules, duties, papers, queries, rules
from hoanhap.people.rehab.models import Certificate, Dossier, Violation
from hoanhap.people.rehab.models.dossiers import LIVING
from hoanhap.people.rehab.policy import RehabPermission
from hoanhap.web.office.cases import naming
from hoanhap.web.ui import labels
from hoanhap.web.ui.requests import OfficeRequest

STATES = {"open": "look", "submitted": "plain", "decided": "plain", "refused": "plain", "dropped": "plain"}


@dataclass(frozen=True, slots=True)
class DossierCard:
    dossier: Dossier
    title: str
    state: str
    kind: str
    lacks: list[rules.Lack]
    living: bool


@dataclass(frozen=True, slots=True)
class ClockLine:
    label: str
    due_at: datetime
    party: str
    article: str
    caution: str


@dataclass(frozen=True, slots=True)
class ViolationLine:
    violation: Violation
    kind: str
    step: str


def page(viewer: Viewer, case: Case, now: datetime) -> dict[str, Any]:
    """Everything on the page; the caller has passed the gate and logs the look."""
    on, name = clock.local_day(now), naming.name_of(viewer, case)
    keeps, open_ = viewer.may(RehabPermission.KEEP, case.unit_path), case.closed_on is None
    return {
        "case": case,
        "lead": naming.with_hamlet(name, case),
        "state": labels.shown(law.state(case.state).label_vi),
        "clocks": [*_decisions(case, name), *(_clock(run) for run in duties.running_of(case, now))],
        "dossiers": [_dossier(row, on) for row in queries.dossiers_of(case)],
        "papers": papers.of_case(case),
        "violations": [_violation(row) for row in queries.violations_of(case)],
        "absences": queries.absences_of(case),
        "followed": queries.followed_of(case),
        "certificates": list(Certificate.objects.filter(case=case).order_by("-issued_on", "id")),
        "transition": _transition(case, now) if open_ else None,
        "keeps": keeps,
        "opens_dossier": keeps and open_ and bool(verbs_with_dossier(case, on)),
        "notes": keeps and open_,
        "records_violation": open_
        and viewer.may(RehabPermission.RECORD_VIOLATION, case.unit_path)
        and bool(law.ladders_in(case.state, on)),
        "back_url": reverse("case", args=[case.pk]),
    }


def _clock(run: clock_rules.Running) -> ClockLine:
    due = run.due
    party = labels.shown(law.party(due.responsible)) if due.responsible else _("chưa rõ")
    return ClockLine(
        labels.shown(due.label_vi), due.due_at, party, due.article, labels.shown(due.confidence.caution_vi)
    )


def _decisions(case: Case, name: str) -> list[ClockLine]:
    """What somebody is to decide about the file, whoever looks."""
    about = {"subject_kind": duties.SUBJECT, "subject_id": str(case.pk), "settled_at": None}
    rows = Duty.objects.filter(**about, kind__in=(case_duties.DECISION, duties.DECIDE)).order_by("due_at", "id")
    return [
        ClockLine(
            str(duty_kinds[row.kind].title).format(subject=name),
            row.due_at,
            str(DESCRIPTIONS[Role(row.holder_role)].label),
            row.article,
            labels.shown(Confidence(row.confidence).caution_vi) if row.confidence else "",
        )
        for row in rows
    ]


def _dossier(row: Dossier, on: Any) -> DossierCard:
    living = row.state in LIVING
    return DossierCard(
        dossier=row,
        title=labels.shown(law.verb_label(row.verb)),
        state=str(row.get_state_display()),
        kind=STATES[row.state],
        lacks=queries.lacks_of(row, on) if row.state == "open" else [],
        living=living,
    )


def _violation(row: Violation) -> ViolationLine:
    kind = law.ladder(row.kind, row.on).label_vi
    return ViolationLine(row, labels.shown(kind), labels.shown(law.casework_words().ladder_steps[row.step]))


def _transition(case: Case, now: datetime) -> clock_rules.Transition | None:
    """While nobody has recorded the choice."""
    return queries.transition_of(case, clock.local_day(now))


def verbs_with_dossier(case: Case, on: Any) -> list[law.Move]:
    """The steps open to the case that ask for a dossier."""
    regime = law.regime_on(on).code
    moves = law.moves_from(case.regime, case.state, on)
    return [move for move in moves if law.dossier_for(regime, move.verb, case.state) is not None]


def form_page(
    request: OfficeRequest, case: Case, form: Any, *, title: str, submit: str, lead: str = "", template: str = ""
) -> HttpResponse:
    """A form about one case; back leads to the page of its measures."""
    address = reverse("case-rehab", args=[case.pk])
    name = naming.line_of(request.viewer, case)
    context = {
        "title": title,
        "lead": f"{name}. {lead}" if lead else name,
        "form": form,
        "submit": submit,
        "back_url": address,
        "cancel_url": address,
    }
    return render(request, template or "ui/form_page.html", context)
