"""Who a person is, sealed, and what reports ask about schooling, work and family (người, nhân thân)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from hoanhap.foundation.places.fields import PathField
from hoanhap.foundation.vault import DataClass
from hoanhap.foundation.vault.fields import SealedField
from hoanhap.kernel import ids
from hoanhap.people.persons.relocation_models import Relocation  # noqa: F401 - where Django looks for tables

SEALED = ("full_name", "birth_date", "id_number", "phone", "permanent_address", "current_address", "relative")
SOCIAL = ("ethnicity", "education", "occupation", "marital_status")


class Sex(models.TextChoices):
    MALE = "male", _("nam")
    FEMALE = "female", _("nữ")
    UNRECORDED = "", _("chưa ghi")


class Ethnicity(models.TextChoices):
    """Reports ask for these two alone, so no more is kept (Decision 13/2019)."""

    KINH = "kinh", _("Kinh")
    OTHER = "other", _("dân tộc khác")
    UNRECORDED = "", _("chưa ghi")


class Person(models.Model):
    """One person in the register of one commune. Names, numbers, dates and addresses lie sealed in the row."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    unit = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="+")
    unit_path = PathField()
    hamlet = models.ForeignKey("places.Place", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    full_name = SealedField(data_class=DataClass.IDENTITY, null=False)
    birth_date = SealedField(data_class=DataClass.IDENTITY, null=True)
    id_number = SealedField(data_class=DataClass.IDENTITY, null=True)
    phone = SealedField(data_class=DataClass.IDENTITY, null=True)
    permanent_address = SealedField(data_class=DataClass.IDENTITY, null=True)
    current_address = SealedField(data_class=DataClass.IDENTITY, null=True)
    relative = SealedField(data_class=DataClass.IDENTITY, null=True)
    sex = models.CharField(max_length=6, blank=True, default="", choices=Sex.choices)
    birth_year = models.PositiveSmallIntegerField(null=True, blank=True)
    id_index = models.BinaryField(max_length=32, null=True, editable=False)
    phone_index = models.BinaryField(max_length=32, null=True, editable=False)
    given_index = models.BinaryField(max_length=3, editable=False)
    name_index = models.BinaryField(max_length=32, editable=False)
    registered_at = models.DateTimeField()
    registered_by = models.CharField(max_length=40)
    version = models.PositiveIntegerField(default=1)
    # The form's own id of the entry: sent twice by a nervous thumb or a weak network, it makes one person.
    client_key = models.UUIDField(null=True, blank=True, unique=True, editable=False)
    # Set when the last file on this person is put away: from then on nobody finds the person, not even as a twin.
    sealed_at = models.DateTimeField(null=True, blank=True)
    destroyed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(sex__in=Sex.values), name="persons_sex_known"),
            models.CheckConstraint(
                condition=Q(birth_year=None) | Q(birth_year__gte=1900, birth_year__lte=2100),
                name="persons_birth_year_plausible",
            ),
            # A number and its index come and go together: a sealed number nobody can look up would breed duplicates.
            models.CheckConstraint(
                condition=Q(id_number=None, id_index=None) | Q(id_number__isnull=False, id_index__isnull=False),
                name="persons_id_number_indexed",
            ),
            models.CheckConstraint(
                condition=Q(phone=None, phone_index=None) | Q(phone__isnull=False, phone_index__isnull=False),
                name="persons_phone_indexed",
            ),
            # Within one commune only: another commune's typing slip must not lock this one's register (docs/adr).
            # A sealed person does not count: who comes back is registered anew, and nobody learns that he was here.
            models.UniqueConstraint(
                fields=["unit", "id_index"],
                condition=Q(id_index__isnull=False, sealed_at=None),
                name="persons_one_per_id_number",
            ),
            models.CheckConstraint(
                condition=Q(destroyed_at=None) | Q(sealed_at__isnull=False), name="persons_only_sealed_is_destroyed"
            ),
            models.CheckConstraint(condition=Q(hamlet=None) | ~Q(hamlet=F("unit")), name="persons_hamlet_is_below"),
        ]
        indexes = [
            models.Index(fields=["unit_path"], name="persons_unit_path"),
            models.Index(fields=["given_index", "unit_path"], name="persons_given"),
            models.Index(fields=["name_index"], name="persons_name"),
            models.Index(fields=["id_index"], condition=Q(id_index__isnull=False), name="persons_id"),
            models.Index(fields=["phone_index"], condition=Q(phone_index__isnull=False), name="persons_phone"),
        ]

    @property
    def key_scope(self) -> str:
        """The data key that seals this row: the commune's."""
        return self.unit_path


class SocialProfile(models.Model):
    """What periodic reports ask about a person's life; one row a person, every field may stay empty."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="social")
    ethnicity = models.CharField(max_length=8, blank=True, default="", choices=Ethnicity.choices)
    education = models.CharField(max_length=120, blank=True, default="")
    occupation = models.CharField(max_length=120, blank=True, default="")
    marital_status = models.CharField(max_length=60, blank=True, default="")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ethnicity__in=Ethnicity.values), name="persons_ethnicity_known"),
        ]
