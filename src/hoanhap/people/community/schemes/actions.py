"""Enter schemes and where they run, evaluate, approve, decide (ghi mô hình, nơi làm, đánh giá, duyệt, quyết định)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from hoanhap.foundation.audit import Actor
from hoanhap.foundation.places import paths
from hoanhap.foundation.places.models import Place, PlaceKind
from hoanhap.kernel import clock
from hoanhap.kernel.errors import Refused
from hoanhap.kernel.text import clean_name, fold, nfc, tidy
from hoanhap.people.community import writing
from hoanhap.people.community.rows import Body
from hoanhap.people.community.schemes import movements, queries, rules
from hoanhap.people.community.schemes.models import (
    Decided,
    Evaluation,
    Evidence,
    Finding,
    Scheme,
    SchemeDecision,
    SchemeKind,
    SchemeName,
    Site,
    SiteStatus,
    SiteYear,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SchemeDetails:
    """What a scheme is called, of which kind it is, who owns it."""

    name: str
    kind: SchemeKind
    owner: Body
    movement: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteDetails:
    """Where a scheme is to run. Of a boarding house how many live there, never who."""

    planned_on: date
    label: str = ""
    hamlet: Place | None = None
    leader: str = ""
    metres: int | None = None
    rooms: int | None = None
    tenants: int | None = None
    came_from: Site | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One figure under an evaluation: what it counts, how much, in which paper it stands."""

    label: str
    value: Decimal
    found_in: str


@transaction.atomic
def enter_scheme(*, unit: Place, details: SchemeDetails, by: Actor, at: datetime) -> Scheme:
    """Enter a scheme. Raises Refused when it is known here already, under whatever spelling."""
    name = writing.named(details.name, code="scheme-name")
    _refuse_known(name, unit)
    if details.movement and details.movement not in movements.known_at(unit.path, clock.local_day(at)):
        raise Refused(_("Chọn phong trào, chương trình trong danh sách."), code="scheme-movement")
    scheme = Scheme(
        **writing.stamp(unit, by, at), name=name, kind=details.kind, owner=details.owner, movement=details.movement
    )
    scheme.save(force_insert=True)
    SchemeName(scheme=scheme, name=name, folded=fold(name)).save(force_insert=True)
    writing.log("scheme.entered", scheme, by, at, {"kind": details.kind.value})
    return scheme


@transaction.atomic
def add_name(scheme: Scheme, *, name: str, by: Actor, at: datetime) -> SchemeName:
    """Another spelling of the same scheme. Raises Refused for one that leads to a scheme already."""
    said = writing.named(name, code="scheme-name")
    _refuse_known(said, scheme.unit)
    row = SchemeName(scheme=scheme, name=said, folded=fold(said))
    writing.insert(row, words=_("Tên này đã có."), code="scheme-twice")
    writing.log("scheme.named", scheme, by, at)
    return row


@transaction.atomic
def plan_site(scheme: Scheme, *, unit: Place, details: SiteDetails, by: Actor, at: datetime) -> Site:
    """A commune is to run the scheme, or a street, house or quarter of it. Raises Refused."""
    if unit.kind != PlaceKind.COMMUNE or not writing.holds(scheme.unit, unit, at=at):
        raise Refused(_("Chọn một xã, phường, thị trấn của đơn vị có mô hình."), code="site-unit")
    if details.hamlet is not None and not paths.is_under(details.hamlet.path, unit.path):
        raise Refused(_("Ấp, khu phố này không thuộc đơn vị."), code="site-hamlet")
    if details.came_from is not None and details.came_from.scheme_id != scheme.pk:
        raise Refused(_("Nơi làm mẫu phải cùng mô hình."), code="site-parent")
    label = tidy(details.label) or (details.hamlet.full_name if details.hamlet else "")
    if scheme.kind in (SchemeKind.STREET, SchemeKind.BOARDING_HOUSE) and not label:
        raise Refused(_("Ghi tên tuyến đường, nhà trọ."), code="site-label")
    site = Site(
        **writing.stamp(unit, by, at),
        scheme=scheme,
        came_from=details.came_from,
        hamlet=details.hamlet,
        label=label,
        leader=clean_name(details.leader) if details.leader.strip() else "",
        metres=details.metres,
        rooms=details.rooms,
        tenants=details.tenants,
        planned_on=details.planned_on,
    )
    writing.insert(site, words=_("Nơi này đã có trong mô hình."), code="site-twice")
    writing.log("scheme.planned", site, by, at, {"scheme": str(scheme.pk)})
    return site


@transaction.atomic
def start_site(site: Site, *, on: date, document: str, by: Actor, at: datetime) -> Site:
    """The scheme begins there: as a pilot, or taken over from another place. Raises Refused."""
    writing.check_day(on, since=site.planned_on, at=at, code="site-day")
    if not Site.objects.filter(pk=site.pk, started_on=None).update(started_on=on):
        raise Refused(_("Mô hình ở nơi này đã bắt đầu."), code="site-started")
    site.refresh_from_db()
    status = SiteStatus.REPLICATING if site.came_from_id else SiteStatus.PILOT
    set_year(site, year=on.year, status=status, document=document, by=by, at=at)
    return site


@transaction.atomic
def plan_hamlets(
    scheme: Scheme,
    *,
    unit: Place,
    hamlets: Sequence[Place],
    planned_on: date,
    by: Actor,
    at: datetime,
    started_on: date | None = None,
    document: str = "",
) -> list[Site]:
    """The scheme becomes the solution of these hamlets in one go, all or none; begun too, where a day is given."""
    if scheme.kind in rules.ONLY_KEEP_ORDER:
        raise Refused(_("Mô hình giữ gìn trật tự không tính là giải pháp giúp người."), code="solution-kind")
    if not hamlets:
        raise Refused(_("Chọn ít nhất một ấp, khu phố."), code="solution-hamlets")
    planned = []
    for hamlet in hamlets:
        details = SiteDetails(planned_on=planned_on, hamlet=hamlet)
        site = plan_site(scheme, unit=unit, details=details, by=by, at=at)
        if started_on is not None:
            start_site(site, on=started_on, document=document, by=by, at=at)
        planned.append(site)
    return planned


@transaction.atomic
def set_year(
    site: Site,
    *,
    year: int,
    status: SiteStatus,
    document: str,
    by: Actor,
    at: datetime,
    stopped_on: date | None = None,
) -> SiteYear:
    """What a year's paper makes of the scheme there. One standing a year; a later paper of the year replaces it.

    A scheme that is stopped runs until the day stated, and no longer: that day ends it. Raises Refused.
    """
    held = Site.objects.select_for_update(of=("self",)).get(pk=site.pk)
    if held.started_on is None:
        raise Refused(_("Mô hình ở nơi này chưa bắt đầu."), code="site-waiting")
    before = held.years.filter(year__lt=year).order_by("-year").first()
    same = held.years.filter(year=year).first()
    stopped = same is not None and same.status == SiteStatus.STOPPED
    follows = [found.status for found in ((same,) if stopped else (before, same)) if found] or [""]
    if year < held.started_on.year or not any(rules.may_hold(current, status) for current in follows):
        raise Refused(_("Tình trạng này không tiếp được tình trạng trước đó."), code="site-status")
    if held.ended_on is not None and year >= held.ended_on.year:
        raise Refused(
            _("Mô hình ở nơi này đã dừng."), code="site-ended", way_out=_("Làm lại thì thêm nơi làm mới trong mô hình.")
        )
    if status == SiteStatus.STOPPED:
        _end(held, year, stopped_on, at)
    row = same or SiteYear(site=held, year=year)
    row.status, row.document = status, writing.named(document, code="site-document")
    row.set_by, row.set_at = by.account_id, at
    if same is None:
        row.save(force_insert=True)
    else:
        row.save(update_fields=["status", "document", "set_by", "set_at"])
    writing.log("scheme.standing", held, by, at, {"year": year, "status": status.value})
    return row


@transaction.atomic
def evaluate(
    site: Site, *, on: date, finding: Finding, words: str, figures: Sequence[Figure], by: Actor, at: datetime
) -> Evaluation:
    """Write an evaluation; it counts once it is approved. Raises Refused."""
    if site.started_on is None:
        raise Refused(_("Mô hình ở nơi này chưa bắt đầu."), code="site-waiting")
    writing.check_day(on, since=site.started_on, at=at, code="evaluation-day")
    sheet = Evaluation(
        **writing.stamp(site.unit, by, at),
        site=site,
        evaluated_on=on,
        finding=finding,
        words=nfc(writing.named(words, code="evaluation-words")),
    )
    writing.insert(sheet, words=_("Ngày này đã có phiếu đánh giá."), code="evaluation-twice")
    add_evidence(sheet, figures=figures, by=by, at=at)
    writing.log("scheme.evaluated", sheet, by, at, {"finding": finding.value})
    return sheet


@transaction.atomic
def add_evidence(sheet: Evaluation, *, figures: Sequence[Figure], by: Actor, at: datetime) -> None:
    """Figures under a sheet that is not approved yet. Raises Refused."""
    held = Evaluation.objects.select_for_update(of=("self",)).get(pk=sheet.pk)
    if held.approved_on is not None:
        raise Refused(_("Phiếu này đã được duyệt."), code="evaluation-approved")
    for figure in figures:
        label, found_in = tidy(figure.label), tidy(figure.found_in)
        if not label or not found_in:
            raise Refused(_("Mỗi số liệu cần tên và nguồn."), code="evidence-facts")
        row = Evidence(evaluation=held, label=label, value=figure.value, found_in=found_in)
        writing.insert(row, words=_("Số liệu này đã có trong phiếu."), code="evidence-twice")


@transaction.atomic
def approve(sheet: Evaluation, *, on: date, by: Actor, at: datetime) -> Evaluation:
    """From here the sheet counts and stays as it is. Raises Refused while no figure stands under it."""
    writing.check_day(on, since=sheet.evaluated_on, at=at, code="evaluation-day")
    held = Evaluation.objects.select_for_update(of=("self",)).get(pk=sheet.pk)
    if held.approved_on is not None:
        raise Refused(_("Phiếu này đã được duyệt."), code="evaluation-approved")
    if not held.evidence.exists():
        raise Refused(
            _("Chưa có số liệu chứng minh, chưa duyệt được."),
            code="evaluation-empty",
            way_out=_("Thêm ít nhất một số liệu có nguồn."),
        )
    held.approved_on, held.approved_by = on, by.account_id
    held.save(update_fields=["approved_on", "approved_by"])
    writing.log("scheme.approved", held, by, at)
    return held


@transaction.atomic
def decide(
    sheet: Evaluation,
    *,
    decided: Decided,
    on: date,
    document: str,
    by: Actor,
    at: datetime,
    targets: Sequence[Place] = (),
) -> SchemeDecision:
    """Keep, replicate or stop, on the ground of an approved evaluation; what follows is written in one go."""
    writing.check_day(on, since=sheet.evaluated_on, at=at, code="decision-day")
    held = Evaluation.objects.select_for_update(of=("self",)).select_related("site", "site__scheme").get(pk=sheet.pk)
    if held.approved_on is None or on < held.approved_on:
        raise Refused(_("Quyết định sau khi phiếu đánh giá được duyệt."), code="decision-early")
    if (decided == Decided.REPLICATE) != bool(targets):
        raise Refused(_("Nhân rộng thì chọn các xã; nếu không thì để trống."), code="decision-targets")
    row = SchemeDecision(
        **writing.stamp(held.unit, by, at),
        evaluation=held,
        decided=decided,
        decided_on=on,
        document=writing.named(document, code="decision-document"),
    )
    writing.insert(row, words=_("Phiếu này đã có quyết định."), code="decision-twice")
    _carry_out(held.site, row, targets, by, at)
    writing.log("scheme.decided", row, by, at, {"decided": decided.value, "places": len(targets)})
    return row


def _end(site: Site, year: int, on: date | None, at: datetime) -> None:
    """From the day stated the scheme does not run there. Raises Refused."""
    if on is None or on.year != year:
        raise Refused(_("Ghi ngày dừng, trong năm của văn bản."), code="site-stop-day")
    writing.check_day(on, since=site.started_on, at=at, code="site-stop-day")
    if site.activities.filter(taken_back_at=None, held_on__gt=on).exists():
        raise Refused(_("Sau ngày này ở đây còn hoạt động."), code="site-stop-day")
    Site.objects.filter(pk=site.pk, ended_on=None).update(ended_on=on)


def _carry_out(site: Site, row: SchemeDecision, targets: Sequence[Place], by: Actor, at: datetime) -> None:
    status = SiteStatus.STOPPED if row.decided == Decided.STOP else SiteStatus.KEPT
    on = row.decided_on
    set_year(site, year=on.year, status=status, document=row.document, stopped_on=on, by=by, at=at)
    for unit in targets:
        details = SiteDetails(planned_on=row.decided_on, came_from=site)
        plan_site(site.scheme, unit=unit, details=details, by=by, at=at)


def _refuse_known(name: str, unit: Place) -> None:
    writing.one_at_a_time(unit)
    known = queries.named(name, unit.path)
    if known is not None:
        raise Refused(_("Đã có mô hình này: %s.") % known.name, code="scheme-twice")
