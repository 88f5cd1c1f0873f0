"""Lists as communes send them, for the tests of the import. All persons are invented; ID numbers are impossible."""

import csv
import io

from hoanhap.exchange.people_list.columns import COLUMNS
from tests.rules.exchange import bad_files

HEADINGS = [column.title for column in COLUMNS]


def row(**said):
    return [said.get(column.code) for column in COLUMNS]


def workbook(*rows):
    return bad_files.xlsx([["DANH SÁCH NGƯỜI ĐƯỢC HỖ TRỢ"], HEADINGS, *rows])


def csv_file(*rows):
    return csv_of([HEADINGS, *rows])


def csv_of(rows):
    out = io.StringIO()
    csv.writer(out, delimiter=";").writerows(rows)
    return out.getvalue().encode("utf-8-sig")


AN = {
    "no": 1,
    "full_name": "Nguyễn Văn An",
    "birth": "05/06/1990",
    "sex": "Nam",
    "id_number": "990012345601",
    "ethnicity": "Kinh",
    "permanent_address": "ấp 1, xã Thường Lạc",
    "current_address": "Số 5, ấp 1, xã Thường Lạc",
    "phone": "0912 345 678",
    "relative": "Lê Thị Hoa, 0987654321",
    "education": "9/12",
    "occupation": "thợ hồ",
    "marital_status": "đã kết hôn",
    "first_use_year": "khoảng 2015",
    "substances": "Heroin",
    "route": "hút",
    "level": "thường xuyên",
    "cause": "bạn bè rủ",
    "prior_record": "01 tiền sự năm 2017",
    "rehab_count": "0",
    "status": "đang cai",
    "method": "gia đình",
    "decision": "12/QĐ-UBND ngày 05/03/2020",
    "term_from": "05/03/2020",
    "term_to": "05/09/2020",
    "helper": "Trần Thị Bình",
    "helper_unit": "Hội LHPN xã",
    "source": "gia đình",
}
BINH = {
    "no": 2,
    "full_name": "Trần Thị Bích",
    "birth": 1985,
    "sex": "Nữ",
    "current_address": "ấp 2",
    "status": "sau cai",
    "source": "nơi trở về bàn giao; trại giam",
}
CUONG = {"no": 3, "full_name": "Lê Cường", "birth": "1992", "id_number": 990012345603, "status": "nghiện"}
FUTURE = {"no": 4, "full_name": "Phạm Tương Lai", "birth": "01/01/2031", "status": "nghiện"}
GOOD = workbook(row(**AN), row(**BINH), row(**CUONG), row(**FUTURE))
