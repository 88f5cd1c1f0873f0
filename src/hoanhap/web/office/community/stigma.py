"""The yearly survey on stigma on screen: year beside year, the empty paper, sheets typed one by one (kỳ thị)."""

import uuid

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hoanhap.foundation.places.models import Place
from hoanhap.kernel import clock, numbers
from hoanhap.people.community import policy
from hoanhap.people.community.policy import CommunityPermission as May
from hoanhap.people.community.stigma import actions, queries, rules
from hoanhap.people.community.stigma.models import ANSWER_FIELDS, StigmaYear, random_id
from hoanhap.web.office.community import asking
from hoanhap.web.ui import fields
from hoanhap.web.ui.parts import Choice
from hoanhap.web.ui.requests import OfficeRequest

YEARS_BESIDE = 5
_SCALE = [(str(one), str(one)) for one in rules.ANSWERS]


class SheetForm(forms.Form):
    """Five answers as they stand on the paper; `sheet_id` makes of two presses one sheet."""

    sheet_id = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: object, edition: int, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        for name, question in zip(ANSWER_FIELDS, rules.QUESTIONS[edition], strict=True):
            self.fields[name] = forms.ChoiceField(label=str(question), choices=_SCALE, widget=fields.Scale())


class ComplaintsForm(forms.Form):
    year = forms.IntegerField(label=lazy("Năm"))
    number = forms.IntegerField(
        label=lazy("Số phản ánh, khiếu nại về kỳ thị"),
        help_text=lazy("Chỉ ghi số lần. Không có thì ghi 0. Không ghi ai phản ánh, về ai."),
    )


@require_GET
def index(request: OfficeRequest) -> HttpResponse:
    """Whoever works in one commune goes to its years; the levels above see their communes in one year."""
    policy.check_reads(request.viewer)
    today = clock.today()
    known = queries.years_known(request.viewer, today)
    year = numbers.asked(request.GET.get("year"), least=min(known), most=today.year) or today.year
    found, whole = queries.board(request.viewer, year=year, on=today)
    if len(found) == 1:
        return redirect("stigma-unit", found[0].place.pk)
    choices = [Choice("year", _("Năm"), tuple((str(one), str(one)) for one in known), str(year))]
    return render(request, "community/stigma_board.html", {"rows": found, "whole": whole, "choices": choices})


@require_GET
def unit(request: OfficeRequest, unit: int) -> HttpResponse:
    place = policy.get_commune_for(request.viewer, unit, to=May.READ_AROUND)
    lines = queries.years_of(request.viewer, place)
    this_year = next((line for line in lines if line.row.year == clock.today().year), None)
    told = [line for line in lines if line.score][:YEARS_BESIDE]
    told = [line for line in told if line.row.edition == told[0].row.edition]
    return render(
        request,
        "community/stigma.html",
        {
            "place": place,
            "lines": lines,
            "year": clock.today().year,
            "this_year": this_year,
            "keeps": request.viewer.may(May.KEEP_STIGMA, place.path),
            "told": told,
            "questions": _beside(told),
            "least": rules.LEAST_SHEETS,
        },
    )


@require_GET
def paper(request: OfficeRequest) -> HttpResponse:
    """The empty sheet, to be printed and filled in by hand: nothing on it asks who answers."""
    policy.check_reads(request.viewer)
    context = {"questions": rules.QUESTIONS[rules.EDITION], "answers": rules.ANSWERS.items()}
    return render(request, "community/stigma_paper.html", context)


@require_POST
def start(request: OfficeRequest, unit: int) -> HttpResponse:
    place = policy.get_commune_for(request.viewer, unit, to=May.KEEP_STIGMA)
    return asking.press(
        request,
        lambda: actions.open_survey(unit=place, by=request.viewer.actor, at=clock.now()),
        done=_("Đã mở khảo sát. Hãy in phiếu trống, phát và nhận lại phiếu không ghi tên."),
        to=_address(place),
    )


@require_http_methods(["GET", "POST"])
def sheet(request: OfficeRequest, survey_id: uuid.UUID) -> HttpResponse:
    """One sheet, then the next."""
    survey = policy.get_row_for(request.viewer, StigmaYear, survey_id, to=May.KEEP_STIGMA)
    form = SheetForm(request.POST or None, edition=survey.edition, initial={"sheet_id": random_id()})

    def act(typed: asking.Typed) -> StigmaYear:
        answers = [int(typed[name]) for name in ANSWER_FIELDS]
        return actions.add_sheet(
            survey, answers=answers, sheet_id=typed["sheet_id"], by=request.viewer.actor, at=clock.now()
        )

    return asking.ask(
        request,
        form,
        act,
        title=_("Nhập một phiếu"),
        lead=_("Chép số đã khoanh: 1 là hoàn toàn không đồng ý, 5 là hoàn toàn đồng ý. Xem lại trước khi ghi."),
        submit=_("Ghi phiếu"),
        done=_("Đã ghi một phiếu. Nhập phiếu tiếp theo, hoặc quay lại."),
        back=_address(survey.unit),
        to=lambda _made: request.path,
    )


@require_http_methods(["GET", "POST"])
def close(request: OfficeRequest, survey_id: uuid.UUID) -> HttpResponse:
    survey = policy.get_row_for(request.viewer, StigmaYear, survey_id, to=May.KEEP_STIGMA)
    return asking.ask(
        request,
        forms.Form(request.POST if request.method == "POST" else None),
        lambda _typed: actions.close_survey(survey, by=request.viewer.actor, at=clock.now()),
        title=_("Khép khảo sát năm %d") % survey.year,
        submit=_("Khép khảo sát"),
        done=_("Đã khép khảo sát."),
        back=_address(survey.unit),
        template="ui/confirm.html",
        more={
            "consequence": _("Không nhập thêm phiếu được nữa. Điểm chỉ hiện khi có từ %d phiếu.") % rules.LEAST_SHEETS
        },
    )


@require_http_methods(["GET", "POST"])
def complaints(request: OfficeRequest, unit: int) -> HttpResponse:
    place = policy.get_commune_for(request.viewer, unit, to=May.KEEP_STIGMA)
    form = ComplaintsForm(request.POST or None, initial={"year": clock.today().year})
    return asking.ask(
        request,
        form,
        lambda typed: actions.count_complaints(unit=place, **typed, by=request.viewer.actor, at=clock.now()),
        title=_("Số phản ánh trong năm"),
        submit=_("Ghi lại"),
        done=_("Đã ghi số phản ánh."),
        back=_address(place),
        fields={"stigma-year": "year", "stigma-number": "number"},
    )


def _address(place: Place) -> str:
    return reverse("stigma-unit", args=[place.pk])


def _beside(told: list[queries.YearLine]) -> list[tuple[object, list[tuple[int, str]]]]:
    """Each question with its score in each of the years that are told, the latest first."""
    if not told:
        return []
    columns = [[(line.row.year, mean) for mean in line.score.means_display] for line in told if line.score]
    return list(zip(rules.QUESTIONS[told[0].row.edition], map(list, zip(*columns, strict=True)), strict=True))
