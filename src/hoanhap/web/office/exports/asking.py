"""Asking for a list: for whom, why, on what paper. Nothing is written yet."""

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_http_methods

from hoanhap.exchange.people_list import leaving
from hoanhap.exchange.policy import ExchangePermission
from hoanhap.foundation.places.models import Place
from hoanhap.foundation.privacy.models.disclosures import Basis
from hoanhap.kernel import clock
from hoanhap.kernel.errors import NotHere, Refused
from hoanhap.web.office import answers
from hoanhap.web.ui import fields, flash
from hoanhap.web.ui.requests import OfficeRequest


class ExportForm(forms.Form):
    recipient = forms.CharField(label=lazy("Danh sách giao cho ai"), max_length=200)
    purpose = forms.CharField(label=lazy("Để làm gì"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))
    basis = forms.ChoiceField(label=lazy("Căn cứ"), choices=Basis.choices, widget=fields.Radios)
    document = forms.CharField(
        label=lazy("Văn bản yêu cầu hoặc kế hoạch"),
        help_text=lazy("Số, ngày, cơ quan ban hành."),
        max_length=200,
    )
    expires_on = fields.DateField(label=lazy("Được dùng đến ngày"))


@require_http_methods(["GET", "POST"])
def new(request: OfficeRequest) -> HttpResponse:
    unit = _own_unit(request)
    form = ExportForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data | {"basis": Basis(form.cleaned_data["basis"])}
        try:
            made = leaving.ask(leaving.Request(**typed), unit=unit, by=request.viewer, at=clock.now())
        except Refused as refusal:
            answers.explain(form, refusal, {"expires": "expires_on"})
        else:
            flash.done(request, _("Đã gửi cho người thứ hai xác nhận. Xác nhận xong, mở lại dòng này để tải."))
            return redirect("privacy-disclosure", made.pk)
    back = reverse("imports")
    context = {
        "title": _("Xuất danh sách %s") % unit.full_name,
        "lead": _("Danh sách có tên người cần hai người cùng quyết định, ghi rõ giao cho ai, và chỉ tải được một lần."),
        "form": form,
        "submit": _("Gửi để xác nhận"),
    }
    return render(request, "ui/form_page.html", context | {"back_url": back, "cancel_url": back})


def _own_unit(request: OfficeRequest) -> Place:
    """The commune of the viewer's first posting that may export. Raises NotHere."""
    viewer = request.viewer
    seat = next((one for one in viewer.seats if one.may(ExchangePermission.EXPORT_PEOPLE)), None)
    if seat is None:
        raise NotHere
    return Place.objects.get(pk=seat.place_id)
