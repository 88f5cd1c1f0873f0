"""Reads of the registers: lists for somebody, words for those who may open them, texts and terms that hold here."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import F, Q, QuerySet

from hoanhap.foundation import vault
from hoanhap.foundation.access.viewer import Viewer
from hoanhap.foundation.places import paths
from hoanhap.foundation.privacy import facts, policy
from hoanhap.foundation.privacy.facts import Purpose, Rule
from hoanhap.foundation.privacy.models import Breach, Consent, ConsentText, Disclosure, RetentionTerm, RightsRequest
from hoanhap.foundation.privacy.models.consents import GivenBy, TextState
from hoanhap.foundation.privacy.policy import PrivacyPermission as May
from hoanhap.kernel.confidence import Confidence

REQUEST_WORDS = ("person_name", "asker_name", "contact", "asked", "extension_reason", "answer")
DISCLOSURE_WORDS = ("document", "recipient", "purpose", "ending")


@dataclass(frozen=True, slots=True, kw_only=True)
class TermHere(Rule):
    """How long a category is kept at a unit, and by whose word (`set_at` None: as shipped)."""

    category: str
    label: str
    seal_after_days: int | None
    keep_years: int | None
    floor_years: int
    automatic: bool
    set_at: datetime | None
    own: bool

    @property
    def slug(self) -> str:
        """The category as an address says it."""
        return self.category.replace(".", "-")


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentLine:
    """One purpose on a person's page: the text in use here, and the consent that holds, if any."""

    purpose: Purpose
    text: ConsentText | None
    consent: Consent | None


def requests(viewer: Viewer, *, open_only: bool = False) -> QuerySet[RightsRequest]:
    """The book of requests; what is not done stands first, the soonest due before."""
    rows = policy.listed(viewer, RightsRequest, May.HANDLE_REQUEST)
    if open_only:
        return rows.filter(done_at=None).order_by("answer_due_at", "id")
    return rows.order_by(F("done_at").desc(nulls_first=True), "answer_due_at", "id")


def late(viewer: Viewer, now: datetime) -> int:
    """How many requests passed a moment of the law unanswered."""
    over = Q(done_at=None, answer_due_at__lte=now) | Q(acknowledged_at=None, acknowledge_due_at__lte=now)
    return policy.listed(viewer, RightsRequest, May.HANDLE_REQUEST).filter(over).count()


def disclosures(viewer: Viewer) -> QuerySet[Disclosure]:
    return policy.listed(viewer, Disclosure, May.RECORD_DISCLOSURE).order_by("-asked_at", "-id")


def breaches(viewer: Viewer) -> QuerySet[Breach]:
    return policy.listed(viewer, Breach, May.HANDLE_BREACH).order_by("-known_at", "-id")


def words_of_requests(viewer: Viewer, rows: Collection[RightsRequest]) -> Mapping[UUID, Mapping[str, str]]:
    """What was typed in these requests, opened for those the viewer handles; the others stay shut."""
    mine = [row for row in rows if policy.reads_words(viewer, May.HANDLE_REQUEST, row.unit_path)]
    return vault.reveal_many(mine, *REQUEST_WORDS)


def words_of_disclosures(viewer: Viewer, rows: Collection[Disclosure]) -> Mapping[UUID, Mapping[str, str]]:
    """As above, for disclosures."""
    mine = [row for row in rows if policy.reads_words(viewer, May.RECORD_DISCLOSURE, row.unit_path)]
    return vault.reveal_many(mine, *DISCLOSURE_WORDS)


def consents_of(kind: str, subject_id: UUID) -> QuerySet[Consent]:
    """All consents of one person, the last first. The gate was the person's."""
    rows = Consent.objects.filter(subject_kind=kind, subject_id=str(subject_id))
    return rows.select_related("text").order_by("-given_on", "-id")


def has_consent(kind: str, subject_id: UUID, purpose: str) -> bool:
    """Whether a consent to this purpose holds now: what rests on consent asks this before it acts."""
    return Consent.objects.filter(
        subject_kind=kind, subject_id=str(subject_id), purpose=purpose, withdrawn_on=None
    ).exists()


def agreed_to(kind: str, purpose: str, *, unit_paths: Collection[str]) -> set[UUID]:
    """Who of these parts of the map agreed to this purpose, and did not take it back."""
    rows = Consent.objects.filter(paths.under_any("unit_path", unit_paths), subject_kind=kind, purpose=purpose)
    return {UUID(one) for one in rows.filter(withdrawn_on=None).values_list("subject_id", flat=True)}


def guardian_agreed(kind: str, subject_id: UUID, purpose: str) -> bool:
    """Whether father, mother or guardian agreed to this purpose, and nobody took it back."""
    return Consent.objects.filter(
        subject_kind=kind, subject_id=str(subject_id), purpose=purpose, withdrawn_on=None, given_by=GivenBy.GUARDIAN
    ).exists()


def consent_lines(kind: str, subject_id: UUID, unit_path: str, *, age: int | None = None) -> list[ConsentLine]:
    """Each purpose asked at this age, with the text in use at this unit and what holds."""
    texts = texts_in_use(unit_path)
    holding = {row.purpose: row for row in consents_of(kind, subject_id).filter(withdrawn_on=None)}
    return [
        ConsentLine(purpose=purpose, text=texts.get(code), consent=holding.get(code))
        for code, purpose in facts.facts().purposes.items()
        if purpose.is_asked_at(age) or code in holding
    ]


def texts_in_use(unit_path: str) -> dict[str, ConsentText]:
    """Purpose → the published text that holds here: the unit's own, else that of the nearest unit above."""
    rows = ConsentText.objects.filter(policy.upward(unit_path), state=TextState.PUBLISHED).order_by("id")
    return {row.purpose: row for row in sorted(rows, key=lambda row: len(row.unit_path))}


def texts(viewer: Viewer) -> QuerySet[ConsentText]:
    """All versions of the texts the viewer keeps."""
    rows = ConsentText.objects.filter(viewer.scope_q(May.KEEP_CONSENT_TEXT)).select_related("unit")
    return rows.order_by("purpose", "unit_path", "-version", "id")


def terms_at(unit_path: str) -> list[TermHere]:
    """The term of every category at this unit: its own, else the nearest above it, else as shipped."""
    rows = RetentionTerm.objects.filter(policy.upward(unit_path)).order_by("id")
    nearest = {row.category: row for row in sorted(rows, key=lambda row: len(row.unit_path))}
    return [_term(term, nearest.get(category), unit_path) for category, term in facts.facts().retention.items()]


def term_at(unit_path: str, category: str) -> TermHere:
    return next(term for term in terms_at(unit_path) if term.category == category)


def hold_on(kind: str, subject_ids: Collection[str]) -> set[str]:
    """Those whose data must not be destroyed now: a request is open, or what was handed over is not back."""
    ids = [str(subject_id) for subject_id in subject_ids]
    asking = RightsRequest.objects.filter(subject_kind=kind, subject_id__in=ids, done_at=None)
    outside = Disclosure.objects.filter(subject_kind=kind, subject_id__in=ids, handed_at__isnull=False, ended_at=None)
    return {*asking.values_list("subject_id", flat=True), *outside.values_list("subject_id", flat=True)}


def steps_of(breach: Breach) -> list[tuple[datetime, str]]:
    """What was done about a breach, opened. The gate was the breach's."""
    rows = list(breach.steps.order_by("number"))
    said = vault.reveal_many(rows, "said")
    return [(row.taken_at, said[row.pk]["said"]) for row in rows]


def _term(term: facts.Term, row: RetentionTerm | None, unit_path: str) -> TermHere:
    return TermHere(
        article=row.basis if row and row.basis else term.article,
        confidence=Confidence(row.confidence) if row else term.confidence,
        category=term.category,
        label=term.label,
        seal_after_days=row.seal_after_days if row else term.seal_after_days,
        keep_years=row.keep_years if row else term.keep_years,
        floor_years=term.floor_years,
        automatic=term.automatic,
        set_at=row.set_at if row else None,
        own=row is not None and row.unit_path == unit_path,
    )
