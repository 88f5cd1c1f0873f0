"""A database from before: its plain texts are sealed by the migrations, its look-ups and its seals go on working."""

import base64
import secrets
from collections.abc import Iterator

import pytest

from tests.fresh_database import Fresh, fresh

SECRETS = ("Chưa khớp: anh Đào đếm hai lần", "Sót anh Nguyễn Văn Đào", "danh sách anh Đào.xlsx", "trang tính “anh Đào”")
BEFORE = r"""
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
TARGETS = [("vault", "0001_initial"), ("approvals", "0001_initial"), ("reports", "0001_initial"),
           ("exchange", "0001_initial"), ("persons", "0001_initial")]
from tests import quick_tables
executor = MigrationExecutor(connection)
with quick_tables.drawn_alone():
    executor.migrate(TARGETS)
old = executor.loader.project_state(TARGETS).apps
import datetime, hashlib, hmac, uuid
from hoanhap.foundation.vault import master_key, keyring, sealing
from hoanhap.kernel import clock
now, day = clock.now(), datetime.date(2020, 6, 15)
master = master_key.load()
Place, Key = old.get_model("places", "Place"), old.get_model("vault", "DataKey")
Person = old.get_model("persons", "Person")
place = Place.objects.create(id=87, key="x", title="tỉnh", name="Đồng Tháp", folded="dong thap", kind="province",
                             path="/87/", valid_from=day)
data_key = b"k" * 32
wrapped = master_key.wrap(data_key, bound_to=keyring.binding("/87/", "identity"))[1]
key = Key.objects.create(scope="/87/", data_class="identity", wrapped=wrapped)
Key.objects.create(scope="/89/", data_class="identity", wrapped=None)  # destroyed before there was a word for it
person = Person(id=uuid.UUID(int=7), unit=place, unit_path="/87/", given_index=b"abc", name_index=b"d" * 32,
                registered_at=now, registered_by="x")
name = Person._meta.get_field("full_name")
bound = sealing.bound_to(person, name)
person.full_name = sealing.envelope_of(key.pk, sealing.AESGCM(data_key), "Nguyễn Văn Đào".encode(), bound)
number = Person._meta.get_field("id_number")
bound = sealing.bound_to(person, number)
person.id_number = sealing.envelope_of(key.pk, sealing.AESGCM(data_key), b"087090000123", bound)
index_key = master_key.derived_index_key(master, "persons.id_number")
person.id_index = hmac.digest(index_key, b"087090000123", hashlib.sha256)
person.save(force_insert=True)
Run, Act = old.get_model("approvals", "Run"), old.get_model("approvals", "Act")
Report = old.get_model("reports", "Report")
def report(**more):
    run = Run.objects.create(id=uuid.uuid4(), state="returned", opened_at=now)
    Report.objects.create(id=uuid.uuid4(), form_code="BC01", unit=place, unit_path="/87/", period_from=day,
                          period_to=day + datetime.timedelta(30), run=run, due_at=now, **more)
    return run
run = report()
report(amendment=1, amendment_reason="Sót anh Nguyễn Văn Đào")
Act.objects.create(id=uuid.uuid4(), run=run, verb="submit", by_account="x", by_title="x", at=now)
Act.objects.create(id=uuid.uuid4(), run=run, verb="return", by_account="x", by_title="x", at=now,
                   reason="Chưa khớp: anh Đào đếm hai lần")
stray = Run.objects.create(id=uuid.uuid4(), state="returned", opened_at=now)
Act.objects.create(id=uuid.uuid4(), run=stray, verb="return", by_account="x", by_title="x", at=now, reason="Lạc loài")
old.get_model("exchange", "ImportBatch").objects.create(
    id=uuid.uuid4(), unit=place, unit_path="/87/", account_id="x", list_on=day,
    file_name="danh sách anh Đào.xlsx", remarks="Đọc trang tính “anh Đào”.",
    file_sha256="0", read_count=0, new_count=0, matched_count=0, refused_count=0, previewed_at=now)
"""
AFTER = r"""
from hoanhap.exchange.models import ImportBatch
from hoanhap.foundation import vault
from hoanhap.foundation.approvals.models import Act
from hoanhap.foundation.vault.models import DataKey, IndexKey
from hoanhap.people.persons.models import Person
from hoanhap.steering.reports.models import Report
said = {vault.reveal(act, "reason") for act in Act.objects.all()}
assert said == {"", "Chưa khớp: anh Đào đếm hai lần", "Lạc loài"}, said
assert Act.objects.get(verb="submit").reason is None
assert set(DataKey.objects.filter(data_class="social").values_list("scope", flat=True)) == {"/87/", "/"}
assert Report.objects.get(amendment=0).amendment_reason is None
assert vault.reveal(Report.objects.get(amendment=1), "amendment_reason") == "Sót anh Nguyễn Văn Đào"
assert vault.reveal(ImportBatch.objects.get(), "file_name") == "danh sách anh Đào.xlsx"
assert vault.reveal(ImportBatch.objects.get(), "remarks") == "Đọc trang tính “anh Đào”."
person = Person.objects.get(id_index=vault.blind("087090000123", purpose="persons.id_number"))
assert vault.reveal(person, "full_name") == "Nguyễn Văn Đào"
assert DataKey.objects.get(scope="/89/").destroyed_at is not None
assert IndexKey.objects.count() == 5
from tests.watch.test_nothing_in_plain import columns
from django.db import connection
held = columns()
import sys
for secret in sys.argv[1:]:
    where = [place for place, found in held.items() if secret.encode() in found]
    assert where == [], (secret, where)
print("good")
"""


@pytest.fixture
def office() -> Iterator[Fresh]:
    with fresh(migrated=False) as made:
        made.python(BEFORE)
        yield made


def test_they_are_sealed_and_everything_still_opens(office: Fresh) -> None:
    if not office.address.startswith("postgresql"):
        held = b"".join(file.read_bytes() for file in office.folder.glob("hoanhap.sqlite3*"))
        assert all(secret.encode() in held for secret in SECRETS)  # the control: there they lie
    _another_office_s_key_leaves_them_as_they_were(office)
    code, _said, complained = office.hoanhap("migrate")
    assert code == 0, complained
    assert office.python(AFTER, *SECRETS).strip() == "good"
    if not office.address.startswith("postgresql"):
        held = b"".join(file.read_bytes() for file in office.folder.glob("hoanhap.sqlite3*"))
        assert [secret for secret in SECRETS if secret.encode() in held] == []


def _another_office_s_key_leaves_them_as_they_were(office: Fresh) -> None:
    other = base64.b64encode(secrets.token_bytes(32)).decode()
    code, _said, complained = office.hoanhap("migrate", HOANHAP_MASTER_KEY=other)
    assert code == 2
    assert "không phải khóa chính" in complained
    look = "from django.db import connection as c\nk = c.cursor()\nk.execute('SELECT reason FROM approvals_act')\n"
    assert SECRETS[0] in office.python(f"{look}print(k.fetchall())")
