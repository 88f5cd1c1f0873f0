"""The case file: where it stands, where it stood and by whose decision (hồ sơ, quyết định, quá trình)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from hoanhap.foundation.places.fields import PathField
from hoanhap.foundation.vault import DataClass
from hoanhap.foundation.vault.fields import SealedField
from hoanhap.kernel import ids
from hoanhap.people.cases import states


def _paired(number: str, day: str) -> Q:
    """A decision has a number and a date, or there is none."""
    return Q(**{number: "", day: None}) | (~Q(**{number: ""}) & Q(**{f"{day}__isnull": False}))


class Case(models.Model):
    """One file on one person: the present state, the measure with its decision, and its term [term_from, term_to)."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    person = models.ForeignKey("persons.Person", on_delete=models.PROTECT, related_name="cases")
    unit = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="+")
    unit_path = PathField()
    code = models.CharField(max_length=24)
    # Codes of other units under which papers name this file; a code changes only where two units' codes meet.
    former_codes = models.CharField(max_length=120, blank=True, default="")
    regime = models.CharField(max_length=8)
    state = models.CharField(max_length=40)
    measure = models.CharField(max_length=40, blank=True, default="")
    times = models.PositiveSmallIntegerField(default=1)
    opened_on = models.DateField()
    decision_number = models.CharField(max_length=60, blank=True, default="")
    decision_on = models.DateField(null=True, blank=True)
    decision_signer = models.CharField(max_length=120, blank=True, default="")
    term_from = models.DateField(null=True, blank=True)
    term_to = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    # Put away for good once its management has ended (privacy): no gate opens it, figures still count it.
    sealed_at = models.DateTimeField(null=True, blank=True)
    seal_again_on = models.DateField(null=True, blank=True)
    destroyed_at = models.DateTimeField(null=True, blank=True)
    wish = SealedField(data_class=DataClass.SOCIAL, null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=states.CODES), name="cases_state_known"),
            models.CheckConstraint(condition=Q(regime__in=states.REGIMES), name="cases_regime_known"),
            models.CheckConstraint(
                condition=(Q(state__in=states.CLOSED) & Q(closed_on__isnull=False))
                | (~Q(state__in=states.CLOSED) & Q(closed_on=None)),
                name="cases_closed_when_state_is",
            ),
            models.CheckConstraint(
                condition=Q(closed_on=None) | Q(closed_on__gte=F("opened_on")), name="cases_closed_after_opened"
            ),
            models.CheckConstraint(
                condition=Q(term_to=None) | Q(term_from__isnull=False, term_to__gt=F("term_from")),
                name="cases_term_runs_forward",
            ),
            models.CheckConstraint(condition=_paired("decision_number", "decision_on"), name="cases_decision_whole"),
            models.CheckConstraint(condition=Q(times__gte=1), name="cases_times_from_one"),
            models.CheckConstraint(
                condition=Q(sealed_at=None) | Q(closed_on__isnull=False, seal_again_on=None),
                name="cases_only_ended_is_sealed",
            ),
            models.CheckConstraint(
                condition=Q(destroyed_at=None) | Q(sealed_at__isnull=False), name="cases_only_sealed_is_destroyed"
            ),
            models.UniqueConstraint(fields=["unit", "code"], name="cases_code_once_a_unit"),
            models.UniqueConstraint(fields=["person"], condition=Q(closed_on=None), name="cases_one_open_a_person"),
        ]
        indexes = [
            models.Index(fields=["unit_path", "state", "term_to"], name="cases_by_unit"),
            models.Index(
                fields=["closed_on"],
                condition=Q(closed_on__isnull=False, sealed_at=None),
                name="cases_waiting_to_be_sealed",
            ),
        ]

    @property
    def key_scope(self) -> str:
        return self.unit_path


class LivingStandings(models.Manager["Standing"]):
    """Hides what a correction struck out: every reader counts only what holds."""

    def get_queryset(self) -> models.QuerySet["Standing"]:
        return super().get_queryset().filter(struck=False)


class Standing(models.Model):
    """The case stood in `state` on every day from `from_on` until before `to_on` (null: still)."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="standings")
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=40)
    # The state before, kept here so that "new", "removed", "completed" are counted without looking at the row before.
    came_from = models.CharField(max_length=40, blank=True, default="")
    verb = models.CharField(max_length=60)
    from_on = models.DateField()
    to_on = models.DateField(null=True, blank=True)
    unit = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="+")
    unit_path = PathField()
    regime = models.CharField(max_length=8)
    measure = models.CharField(max_length=40, blank=True, default="")
    term_from = models.DateField(null=True, blank=True)
    term_to = models.DateField(null=True, blank=True)
    times = models.PositiveSmallIntegerField(default=1)
    decision_number = models.CharField(max_length=60, blank=True, default="")
    decision_on = models.DateField(null=True, blank=True)
    decision_signer = models.CharField(max_length=120, blank=True, default="")
    signer_title = models.CharField(max_length=120, blank=True, default="")
    article = models.CharField(max_length=200, blank=True, default="")
    recorded_by = models.CharField(max_length=40)
    recorded_at = models.DateTimeField()
    struck = models.BooleanField(default=False)

    objects = LivingStandings()
    everything = models.Manager()  # noqa: DJ012 - the first manager must be the careful one

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=states.CODES), name="cases_standing_state_known"),
            models.CheckConstraint(condition=Q(regime__in=states.REGIMES), name="cases_standing_regime_known"),
            # Two moves on one day are possible; the interval between them is empty and counts on no day.
            models.CheckConstraint(
                condition=Q(to_on=None) | Q(to_on__gte=F("from_on")), name="cases_standing_runs_forward"
            ),
            models.CheckConstraint(
                condition=Q(term_to=None) | Q(term_from__isnull=False, term_to__gt=F("term_from")),
                name="cases_standing_term_forward",
            ),
            models.CheckConstraint(
                condition=_paired("decision_number", "decision_on"), name="cases_standing_decision_whole"
            ),
            models.CheckConstraint(condition=Q(struck=False) | Q(to_on__isnull=False), name="cases_struck_has_ended"),
            models.CheckConstraint(
                condition=Q(came_from="", number=1) | (Q(came_from__in=states.CODES) & ~Q(number=1)),
                name="cases_standing_came_from",
            ),
            models.UniqueConstraint(
                fields=["case"], condition=Q(to_on=None, struck=False), name="cases_one_current_standing"
            ),
            models.UniqueConstraint(fields=["case", "number"], name="cases_standing_numbered_once"),
        ]
        indexes = [
            models.Index(fields=["unit_path", "state", "from_on", "to_on"], name="cases_standing_as_of"),
            models.Index(fields=["unit_path", "from_on"], name="cases_standing_flow"),
        ]


class Correction(models.Model):
    """A numbered correction of a wrongly recorded move: the standing is struck out, never deleted."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="corrections")
    unit_path = PathField()
    number = models.PositiveSmallIntegerField()
    standing = models.OneToOneField(Standing, on_delete=models.PROTECT, related_name="correction")
    reason = SealedField(data_class=DataClass.SOCIAL, null=False)
    corrected_by = models.CharField(max_length=40)
    corrected_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="cases_correction_numbered_once"),
        ]

    @property
    def key_scope(self) -> str:
        return self.unit_path


class CodeCounter(models.Model):
    """The last running number a commune gave out in a year; drawn by an update in place, so none doubles."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    unit = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit", "year"], name="cases_one_counter_a_year")]


class UseProfile(models.Model):
    """What the list of a commune says about the use of drugs (quá trình sử dụng)."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    case = models.OneToOneField(Case, on_delete=models.CASCADE, related_name="use_profile")
    unit_path = PathField()
    first_use_year = models.PositiveSmallIntegerField(null=True, blank=True)
    substances = models.CharField(max_length=200, blank=True, default="")
    route = models.CharField(max_length=80, blank=True, default="")
    level = models.CharField(max_length=80, blank=True, default="")
    cause = SealedField(data_class=DataClass.SOCIAL, null=True)
    rehab_count = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(first_use_year=None) | Q(first_use_year__gte=1900, first_use_year__lte=2100),
                name="cases_first_use_plausible",
            ),
        ]

    @property
    def key_scope(self) -> str:
        return self.unit_path


class PoliceRecord(models.Model):
    """Earlier convictions and sanctions: the police room, read by the commune police alone (tiền án, tiền sự)."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    case = models.OneToOneField(Case, on_delete=models.CASCADE, related_name="police_record")
    unit_path = PathField()
    prior_record = SealedField(data_class=DataClass.POLICE, null=True)
    version = models.PositiveIntegerField(default=1)
    recorded_by = models.CharField(max_length=40)
    recorded_at = models.DateTimeField()

    @property
    def key_scope(self) -> str:
        return self.unit_path


class StageRecord(models.Model):
    """One stage of rehab the person went through (giai đoạn cai nghiện), [from_on, to_on)."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="stages")
    unit_path = PathField()
    stage = models.CharField(max_length=40)
    from_on = models.DateField()
    to_on = models.DateField(null=True, blank=True)
    recorded_by = models.CharField(max_length=40)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(to_on=None) | Q(to_on__gt=F("from_on")), name="cases_stage_forward"),
            models.UniqueConstraint(fields=["case", "stage", "from_on"], name="cases_stage_once"),
        ]


class Cohort(models.Model):
    """People a commune follows together and reports on together (nhóm theo dõi), [from_on, to_on)."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    unit = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="+")
    unit_path = PathField()
    name = models.CharField(max_length=200, verbose_name=_("tên nhóm"))
    from_on = models.DateField()
    to_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(to_on=None) | Q(to_on__gt=F("from_on")), name="cases_cohort_forward"),
            models.CheckConstraint(condition=~Q(name=""), name="cases_cohort_named"),
            models.UniqueConstraint(fields=["unit", "name", "from_on"], name="cases_cohort_once"),
        ]
        indexes = [models.Index(fields=["unit_path", "from_on", "to_on"], name="cases_cohort_by_unit")]


class CohortMember(models.Model):
    """A case followed in a cohort, [joined_on, left_on). The unit is the cohort's: counts need no join."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    cohort = models.ForeignKey(Cohort, on_delete=models.PROTECT, related_name="members")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="cohorts")
    unit = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="+")
    unit_path = PathField()
    joined_on = models.DateField()
    left_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(left_on=None) | Q(left_on__gt=F("joined_on")), name="cases_member_forward"
            ),
            # One cohort at a time, or a person would be counted twice in one report.
            models.UniqueConstraint(fields=["case"], condition=Q(left_on=None), name="cases_one_cohort_at_a_time"),
        ]
        indexes = [models.Index(fields=["unit_path", "joined_on", "left_on"], name="cases_member_by_unit")]
