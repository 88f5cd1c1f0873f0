"""The addresses of the office: each room says its own; here they become one tree."""

from itertools import chain

from hoanhap.web.office import branches
from hoanhap.web.office.accounts import urls as accounts
from hoanhap.web.office.assessment import urls as assessment
from hoanhap.web.office.break_glass import urls as break_glass
from hoanhap.web.office.calendar import urls as calendar
from hoanhap.web.office.care import urls as care
from hoanhap.web.office.cases import urls as cases
from hoanhap.web.office.commitments import urls as commitments
from hoanhap.web.office.community import urls as community
from hoanhap.web.office.exports import urls as exports
from hoanhap.web.office.files import urls as files
from hoanhap.web.office.health import urls as health
from hoanhap.web.office.imports import urls as imports
from hoanhap.web.office.inspection import urls as inspection
from hoanhap.web.office.intake import urls as intake
from hoanhap.web.office.joint_acts import urls as joint_acts
from hoanhap.web.office.my_account import urls as my_account
from hoanhap.web.office.people import urls as people
from hoanhap.web.office.privacy import urls as privacy
from hoanhap.web.office.reception import urls as reception
from hoanhap.web.office.rehab import urls as rehab
from hoanhap.web.office.reintegration import urls as reintegration
from hoanhap.web.office.reports import urls as reports
from hoanhap.web.office.reviews import urls as reviews
from hoanhap.web.office.sign_in import urls as sign_in
from hoanhap.web.office.succession import urls as succession
from hoanhap.web.office.today import urls as today
from hoanhap.web.office.watching import urls as watching

ROOMS = (
    sign_in, my_account, today, people, cases, intake, assessment, rehab, health, commitments, reception, care,
    reintegration, files, reports, imports, exports, community, reviews, inspection, calendar, accounts,
    privacy, joint_acts, break_glass, watching, succession,
)  # fmt: skip

urlpatterns = branches.branched(chain.from_iterable(room.urlpatterns for room in ROOMS))
