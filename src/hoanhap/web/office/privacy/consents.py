"""A person's consents: each purpose apart, given and taken back on the same page, with what was agreed to before."""

import uuid
from dataclasses import dataclass

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from hoanhap.foundation.privacy import facts, policy, queries, subjects
from hoanhap.foundation.privacy.actions import consents as actions
from hoanhap.foundation.privacy.models import Consent, GivenBy, Medium
from hoanhap.foundation.privacy.policy import PrivacyPermission as May
from hoanhap.foundation.privacy.queries import ConsentLine
from hoanhap.foundation.privacy.subjects import PERSON, Subject
from hoanhap.kernel import clock
from hoanhap.kernel.errors import NotHere, Refused
from hoanhap.people.cases import queries as case_queries
from hoanhap.web.office import answers
from hoanhap.web.office.privacy.consent_forms import GiveForm
from hoanhap.web.ui import flash, labels
from hoanhap.web.ui.parts import Fact
from hoanhap.web.ui.requests import OfficeRequest

FIELDS = {
    "not-agreed": "agreed",
    "paper-missing": "paper_number",
    "given-ahead": "given_on",
    "guardian-name": "giver_name",
    "guardian": "given_by",
    "child": "child_agrees",
}


@dataclass(frozen=True, slots=True)
class Past:
    """A consent of before, as the history shows it."""

    consent: Consent
    purpose: str


@require_GET
@transaction.atomic
def index(request: OfficeRequest, person_id: uuid.UUID) -> HttpResponse:
    subject = _subject(request, person_id)
    law = facts.facts()
    context = {
        "subject": subject,
        "lines": queries.consent_lines(PERSON, subject.id, subject.unit.path, age=_age(subject)),
        "past": [Past(row, law.purposes[row.purpose].label) for row in queries.consents_of(PERSON, subject.id)],
        "without": labels.shown(law.without_consent_said),
        "article": law.without_consent.article,
        "case_id": case_queries.open_cases_of([subject.id]).get(subject.id),
    }
    return render(request, "privacy/consents.html", context)


@require_http_methods(["GET", "POST"])
@transaction.atomic
def give(request: OfficeRequest, person_id: uuid.UUID, purpose: str) -> HttpResponse:
    """The words in full, a box the person has ticked himself, how and when."""
    subject, now = _subject(request, person_id), clock.now()
    line = _line(subject, purpose)
    if line.text is None:
        return _no_text(request, subject, line)
    form = GiveForm(request.POST or None, initial={"given_on": clock.today(), "text": line.text.pk})
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                _give(request, subject, line, form)
        except Refused as refusal:
            answers.explain(form, refusal, FIELDS)
        else:
            flash.done(request, _("Đã ghi sự đồng ý: %s.") % labels.shown(line.purpose.label))
            return redirect("privacy-consents", subject.id)
    back = reverse("privacy-consents", args=[subject.id])
    context = {
        "title": labels.shown(line.purpose.label),
        "lead": subject.name,
        "form": form,
        "text": line.text,
        "age": subjects.register[PERSON].age(subject.id, clock.local_day(now)),
        "submit": _("Ghi sự đồng ý"),
        "back_url": back,
        "cancel_url": back,
    }
    return render(request, "privacy/give.html", context)


def _give(request: OfficeRequest, subject: Subject, line: ConsentLine, form: GiveForm) -> None:
    typed = form.cleaned_data
    assert line.text is not None  # noqa: S101 - asked before the form was drawn
    if typed["text"] != line.text.pk:
        raise Refused(_("Lời đồng ý vừa được thay bản mới. Đọc lại cho người đó nghe rồi ghi."), code="text-changed")
    now = clock.now()
    given = actions.Given(
        agreed=typed["agreed"],
        medium=Medium(typed["medium"]),
        given_on=typed["given_on"],
        given_by=GivenBy(typed["given_by"]),
        giver_name=typed["giver_name"],
        child_agrees=typed["child_agrees"],
        paper_number=typed["paper_number"],
    )
    actions.give(
        text=line.text,
        subject_kind=PERSON,
        subject_id=subject.id,
        unit=subject.unit,
        age=subjects.register[PERSON].age(subject.id, clock.local_day(now)),
        given=given,
        by=request.viewer.actor,
        at=now,
    )


@require_http_methods(["GET", "POST"])
@transaction.atomic
def withdraw(request: OfficeRequest, consent_id: uuid.UUID) -> HttpResponse:
    """As easy as giving: one page, no reason, nothing else lost."""
    consent = policy.get_consent_for(request.viewer, consent_id)
    subject = _subject(request, uuid.UUID(consent.subject_id))
    label = labels.shown(facts.facts().purposes[consent.purpose].label)
    if request.method == "POST":
        row = actions.withdraw(
            consent=consent, person_name=subject.name, on=clock.today(), by=request.viewer.actor, at=clock.now()
        )
        flash.done(request, _("Đã rút lại. Việc dừng dùng dữ liệu ghi ở yêu cầu số %s.") % row.code)
        return redirect("privacy-consents", subject.id)
    back = reverse("privacy-consents", args=[subject.id])
    context = {
        "title": _("Rút lại đồng ý"),
        "lead": subject.name,
        "consent": consent,
        "facts": [Fact(_("Mục đích"), label), Fact(_("Đã đồng ý"), consent.text.body)],
        "back_url": back,
    }
    return render(request, "privacy/withdraw.html", context)


def _subject(request: OfficeRequest, person_id: uuid.UUID) -> Subject:
    """The person, for whoever keeps consents of his unit."""
    subject = subjects.open_for(request.viewer, person_id, clock.now())
    request.viewer.require(May.KEEP_CONSENT, subject.unit.path)
    return subject


def _age(subject: Subject) -> int | None:
    return subjects.register[PERSON].age(subject.id, clock.today())


def _line(subject: Subject, purpose: str) -> ConsentLine:
    if purpose not in facts.facts().purposes:
        raise NotHere
    lines = queries.consent_lines(PERSON, subject.id, subject.unit.path)
    return next(line for line in lines if line.purpose.code == purpose)


def _no_text(request: OfficeRequest, subject: Subject, line: ConsentLine) -> HttpResponse:
    context = {"title": labels.shown(line.purpose.label), "back_url": reverse("privacy-consents", args=[subject.id])}
    return render(request, "privacy/no_text.html", context | {"purpose": line.purpose.code})
