"""Courses and visits, their sessions, trainees and attendance (lớp, buổi, học viên, có mặt)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hoanhap.people.community.rows import Body, Recorded, parted


class CourseKind(models.TextChoices):
    CLASS = "class", _("lớp tập huấn")
    REFRESHER = "refresher", _("bồi dưỡng định kỳ")
    VISIT = "visit", _("tham quan, trải nghiệm thực tế")


class Module(models.TextChoices):
    """What is learned; the columns of the table of who can do what."""

    LAW = "law", _("chính sách, pháp luật mới")
    PRACTICE = "practice", _("nghiệp vụ quản lý, giúp đỡ")
    APPROACH = "approach", _("kỹ năng tiếp cận, tìm hiểu")
    COUNSELLING = "counselling", _("kỹ năng tư vấn")
    ORGANISING = "organising", _("tổ chức giúp đỡ tại cộng đồng")
    RECOGNISING = "recognising", _("nhận biết ma túy")
    SPEAKING = "speaking", _("kỹ năng tuyên truyền")
    DETERMINING = "determining", _("xác định tình trạng nghiện")


class TraineeCategory(models.TextChoices):
    FRONT_CADRE = "front_cadre", _("cán bộ Mặt trận")
    UNION_CADRE = "union_cadre", _("cán bộ hội, đoàn thể")
    TEAM_MEMBER = "team_member", _("thành viên Tổ, Đội")
    DIGNITARY = "dignitary", _("chức sắc tôn giáo")
    RESPECTED = "respected", _("người có uy tín")
    OFFICER = "officer", _("cán bộ phụ trách")
    COUNSELLOR = "counsellor", _("người tư vấn")
    SPEAKER = "speaker", _("báo cáo viên, tuyên truyền viên")
    OTHER = "other", _("thành phần khác")


class Answer(models.TextChoices):
    WAITING = "waiting", _("chờ trả lời")
    ACCEPTED = "accepted", _("được nhận")
    DECLINED = "declined", _("không nhận")


class TrainingCourse(Recorded):
    """A class or a visit, given by somebody for the units below."""

    title = models.CharField(max_length=200)
    kind = models.CharField(max_length=10, choices=CourseKind.choices)
    organiser = models.CharField(max_length=16, choices=Body.choices)
    modules = models.CharField(max_length=120)
    # The movements and programmes it serves; it is one course, however many they are.
    movements = models.CharField(max_length=400, blank=True, default="")
    place = models.CharField(max_length=200, blank=True, default="")
    starts_on = models.DateField()
    seats = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(title="") & ~Q(modules=""), name="community_course_said"),
            models.CheckConstraint(condition=Q(kind__in=CourseKind.values), name="community_course_kind_known"),
            models.CheckConstraint(condition=Q(organiser__in=Body.values), name="community_course_organiser_known"),
        ]
        indexes = [models.Index(fields=["unit_path", "starts_on"], name="community_course_by_unit")]

    @property
    def module_labels(self) -> list[str]:
        return [str(Module(code).label) for code in parted(self.modules)]


class TrainingSession(Recorded):
    """One session of a course."""

    course = models.ForeignKey(TrainingCourse, on_delete=models.PROTECT, related_name="sessions")
    held_on = models.DateField()
    module = models.CharField(max_length=12, choices=Module.choices)
    hours = models.DecimalField(max_digits=4, decimal_places=1)
    trainer = models.CharField(max_length=120)
    client_key = models.UUIDField(null=True, blank=True, unique=True, editable=False)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(hours__gt=0), name="community_session_takes_time"),
            models.CheckConstraint(condition=~Q(trainer=""), name="community_session_by_somebody"),
            models.UniqueConstraint(fields=["course", "held_on", "module"], name="community_session_once"),
        ]


class Trainee(Recorded):
    """Somebody of the register nominated for a course; the unit is that of whoever nominated him."""

    course = models.ForeignKey(TrainingCourse, on_delete=models.PROTECT, related_name="trainees")
    worker = models.ForeignKey("community.Worker", on_delete=models.PROTECT, related_name="trainings")
    category = models.CharField(max_length=12, choices=TraineeCategory.choices)
    answer = models.CharField(max_length=8, choices=Answer.choices, default=Answer.WAITING)
    answered_by = models.CharField(max_length=40, blank=True, default="")
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["course", "worker"], name="community_trainee_once"),
            models.CheckConstraint(condition=Q(category__in=TraineeCategory.values), name="community_trainee_known"),
            models.CheckConstraint(
                condition=Q(answer="waiting", answered_by="", answered_at=None)
                | (Q(answer__in=("accepted", "declined"), answered_at__isnull=False) & ~Q(answered_by="")),
                name="community_trainee_answer_whole",
            ),
        ]
        indexes = [models.Index(fields=["worker", "answer"], name="community_trainee_by_worker")]


class TrainingAttendance(Recorded):
    """A trainee was at a session."""

    session = models.ForeignKey(TrainingSession, on_delete=models.PROTECT, related_name="attendance")
    trainee = models.ForeignKey(Trainee, on_delete=models.PROTECT, related_name="attendance")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["session", "trainee"], name="community_was_there_once")]
