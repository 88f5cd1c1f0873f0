"""The texts people agree to, in their versions: written, published, replaced."""

import uuid
from dataclasses import dataclass

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hoanhap.foundation.privacy import facts, policy, queries
from hoanhap.foundation.privacy.actions import consents as actions
from hoanhap.foundation.privacy.facts import Purpose
from hoanhap.foundation.privacy.models import ConsentText
from hoanhap.foundation.privacy.models.consents import TextState
from hoanhap.foundation.privacy.policy import PrivacyPermission as May
from hoanhap.kernel import clock
from hoanhap.kernel.errors import NotHere, Refused
from hoanhap.web.office import answers
from hoanhap.web.office.privacy.consent_forms import TextForm
from hoanhap.web.ui import flash, labels
from hoanhap.web.ui.requests import OfficeRequest

TAGS = {TextState.DRAFT: "look", TextState.PUBLISHED: "done", TextState.SUPERSEDED: "plain"}


@dataclass(frozen=True, slots=True)
class Shelf:
    """One purpose with all versions of its text that the viewer keeps."""

    purpose: Purpose
    label: str
    versions: list[ConsentText]


@require_GET
def index(request: OfficeRequest) -> HttpResponse:
    policy.own_unit(request.viewer, May.KEEP_CONSENT_TEXT)
    found = list(queries.texts(request.viewer))
    shelves = [
        Shelf(purpose, labels.shown(purpose.label), [text for text in found if text.purpose == code])
        for code, purpose in facts.facts().purposes.items()
    ]
    return render(request, "privacy/texts.html", {"shelves": shelves, "tags": TAGS})


@require_http_methods(["GET", "POST"])
def new(request: OfficeRequest, purpose: str) -> HttpResponse:
    """From the version in use, or from the words that come with the house."""
    unit = policy.own_unit(request.viewer, May.KEEP_CONSENT_TEXT)
    shipped = facts.facts().purposes.get(purpose)
    if shipped is None:
        raise NotHere
    in_use = queries.texts_in_use(unit.path).get(purpose)
    form = TextForm(request.POST or None, initial={"body": in_use.body if in_use else shipped.text})
    if request.method == "POST" and form.is_valid():
        try:
            text = actions.draft_text(
                unit=unit, purpose=purpose, body=form.cleaned_data["body"], by=request.viewer.actor, at=clock.now()
            )
        except Refused as refusal:
            answers.explain(form, refusal)
        else:
            flash.done(request, _("Đã lưu bản nháp. Đọc lại rồi ban hành."))
            return redirect("privacy-text", text.pk)
    back = reverse("privacy-texts")
    context = {"title": _("Soạn lời đồng ý"), "lead": labels.shown(shipped.label), "form": form}
    return render(
        request,
        "ui/form_page.html",
        context | {"submit": _("Lưu bản nháp"), "back_url": back, "cancel_url": back},
    )


@require_GET
def show(request: OfficeRequest, text_id: uuid.UUID) -> HttpResponse:
    text = policy.get_text_for(request.viewer, text_id)
    context = {
        "text": text,
        "title": labels.shown(facts.facts().purposes[text.purpose].label),
        "tag": TAGS[TextState(text.state)],
        "may_publish": text.state == TextState.DRAFT,
    }
    return render(request, "privacy/text.html", context)


@require_POST
def publish(request: OfficeRequest, text_id: uuid.UUID) -> HttpResponseRedirect:
    text = policy.get_text_for(request.viewer, text_id)
    actions.publish_text(text=text, by=request.viewer.actor, at=clock.now())
    flash.done(request, _("Đã ban hành. Từ nay người dân được đọc bản này."))
    return redirect("privacy-text", text.pk)
