"""Data handed to somebody outside: the book, a new line, the second person, the handing over, the end."""

import uuid
from typing import Any

from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hoanhap.foundation import audit
from hoanhap.foundation.joint_acts import queries as joint
from hoanhap.foundation.privacy import disclosures as printed
from hoanhap.foundation.privacy import duties, policy, queries, subjects
from hoanhap.foundation.privacy.actions import disclosures as actions
from hoanhap.foundation.privacy.models import Disclosure
from hoanhap.foundation.privacy.models.disclosures import Basis
from hoanhap.foundation.privacy.policy import PrivacyPermission as May
from hoanhap.foundation.privacy.subjects import PERSON
from hoanhap.kernel import clock
from hoanhap.kernel.errors import NotHere, Refused
from hoanhap.kernel.registers import Register
from hoanhap.web.office import answers, step_up
from hoanhap.web.office.privacy import presenting
from hoanhap.web.office.privacy.outside_forms import CLASSES, DisclosureForm, EndForm
from hoanhap.web.ui import flash
from hoanhap.web.ui.parts import Fact
from hoanhap.web.ui.requests import OfficeRequest
from hoanhap.web.ui.tags.show import vn_date, vn_moment

files: Register[str] = Register("doors that write what a disclosure hands over")
"""Kind of subject → name of the door: such a line is handed over by writing its file, never by a press alone."""

FIELDS = {"classes": "classes", "person-count": "person_count", "expires": "expires_on"}


@require_GET
def index(request: OfficeRequest) -> HttpResponse:
    if not presenting.may(request.viewer)["disclosures"]:
        raise NotHere
    page = Paginator(queries.disclosures(request.viewer), presenting.PAGE).get_page(request.GET.get("page"))
    shown = list(page.object_list)
    words = queries.words_of_disclosures(request.viewer, shown)
    rows = [(row, words.get(row.pk, {}).get("recipient", ""), state_of(row)) for row in shown]
    may = {"record": request.viewer.may(May.RECORD_DISCLOSURE)}
    return render(request, "privacy/disclosures.html", {"rows": rows, "page": page, "may": may})


def state_of(row: Disclosure) -> tuple[str, str]:
    """Where it stands: a word and its colour."""
    if row.ended_at is not None:
        return _("đã kết thúc"), "plain"
    if row.handed_at is None:
        return _("chờ người thứ hai"), "look"
    late = row.expires_on < clock.today()
    return (_("quá hạn dùng"), "late") if late else (_("đang dùng"), "done")


@require_http_methods(["GET", "POST"])
@transaction.atomic
def new(request: OfficeRequest) -> HttpResponse:
    unit = policy.own_unit(request.viewer, May.RECORD_DISCLOSURE)
    wanted = request.GET.get("person", "")
    if wanted and request.method == "GET":
        subjects.open_for(request.viewer, wanted, clock.now())
    form = DisclosureForm(request.POST or None, initial={"person": wanted, "person_count": 1 if wanted else None})
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                row = actions.ask(wanted=_wanted(request, form), unit=unit, by=request.viewer, at=clock.now())
        except Refused as refusal:
            answers.explain(form, refusal, FIELDS)
        else:
            flash.done(request, _("Đã gửi cho người thứ hai xác nhận. Chưa giao gì cho đến khi được xác nhận."))
            return redirect("privacy-disclosure", row.pk)
    back = reverse("privacy-disclosures")
    context = {
        "title": _("Cung cấp dữ liệu cho nơi khác"),
        "lead": _("Cần hai người: bạn đề nghị, một lãnh đạo xác nhận. Chỉ giao phần thật cần."),
        "form": form,
        "submit": _("Gửi để xác nhận"),
    }
    return render(request, "ui/form_page.html", context | {"back_url": back, "cancel_url": back})


def _wanted(request: OfficeRequest, form: DisclosureForm) -> actions.Wanted:
    typed = form.cleaned_data
    subject = subjects.open_for(request.viewer, typed["person"], clock.now()) if typed["person"] else None
    return actions.Wanted(
        basis=Basis(typed["basis"]),
        document=typed["document"],
        recipient=typed["recipient"],
        purpose=typed["purpose"],
        person_count=typed["person_count"],
        expires_on=typed["expires_on"],
        identity="identity" in typed["classes"],
        social="social" in typed["classes"],
        subject_kind=PERSON if subject else "",
        subject_id=subject.id if subject else None,
    )


@require_GET
@transaction.atomic
def show(request: OfficeRequest, disclosure_id: uuid.UUID) -> HttpResponse:
    row = policy.get_disclosure_for(request.viewer, disclosure_id)
    audit.record(
        "privacy.disclosure_viewed",
        by=request.viewer.actor,
        subject_kind=duties.DISCLOSURE,
        subject_id=row.pk,
        unit_path=row.unit_path,
        at=clock.now(),
    )
    words = queries.words_of_disclosures(request.viewer, [row])[row.pk]
    takes = reverse(files[row.subject_kind], args=[row.pk]) if row.subject_kind in files.keys() else ""  # noqa: SIM118
    context: dict[str, Any] = {
        "row": row,
        "takes": takes,
        "state": state_of(row),
        "facts": [fact for fact in _facts(row, words) if fact.value],
        "usable": joint.usable(request.viewer, actions.KIND, row.pk),
        "notice": printed.notice(get_language() or "vi"),
    }
    return render(request, "privacy/disclosure.html", context)


def _facts(row: Disclosure, words: Any) -> list[Fact]:
    classes = ", ".join(str(label) for name, label in CLASSES if getattr(row, name))
    return [
        Fact(_("Giao cho"), words["recipient"]),
        Fact(_("Để làm gì"), words["purpose"]),
        Fact(_("Căn cứ"), row.get_basis_display()),
        Fact(_("Văn bản"), words["document"]),
        Fact(_("Loại dữ liệu"), classes),
        Fact(_("Số người"), str(row.person_count)),
        Fact(_("Được dùng đến"), vn_date(row.expires_on)),
        Fact(_("Mã việc hai người"), row.serial),
        Fact(_("Giao lúc"), vn_moment(row.handed_at) if row.handed_at else ""),
        Fact(_("Kết thúc"), words["ending"]),
    ]


@require_POST
def hand_over(request: OfficeRequest, disclosure_id: uuid.UUID) -> HttpResponseBase:
    """Whoever may not know of it is not even asked for his second factor."""
    return _hand_over(request, policy.get_disclosure_for(request.viewer, disclosure_id))


@step_up.required
def _hand_over(request: OfficeRequest, row: Disclosure) -> HttpResponseRedirect:
    if row.subject_kind in files.keys():  # noqa: SIM118 - a register is no mapping
        raise NotHere
    act = joint.usable(request.viewer, actions.KIND, row.pk)
    if act is None:
        raise Refused(
            _("Chưa có người thứ hai xác nhận, hoặc xác nhận đã hết hạn."),
            way_out=_("Nhắc lãnh đạo xem ở trang Việc cần hai người; hết hạn thì ghi đề nghị mới."),
        )
    actions.hand_over(disclosure=row, act=act, by=request.viewer, at=clock.now())
    flash.done(request, _("Đã ghi là đã giao. Đến hạn chương trình nhắc đòi lại."))
    return redirect("privacy-disclosure", row.pk)


@require_http_methods(["GET", "POST"])
def end(request: OfficeRequest, disclosure_id: uuid.UUID) -> HttpResponse:
    row = policy.get_disclosure_for(request.viewer, disclosure_id)
    form = EndForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.end(disclosure=row, **form.cleaned_data, by=request.viewer.actor, at=clock.now())
        except Refused as refusal:
            answers.explain(form, refusal)
        else:
            flash.done(request, _("Đã ghi kết thúc."))
            return redirect("privacy-disclosure", row.pk)
    back = reverse("privacy-disclosure", args=[row.pk])
    context = {"title": _("Kết thúc việc cung cấp"), "lead": row.code, "form": form, "submit": _("Ghi kết thúc")}
    return render(request, "ui/form_page.html", context | {"back_url": back, "cancel_url": back})
