"""The days the questions are asked for."""

from datetime import date

IN_2019 = date(2019, 6, 1)
IN_2020 = date(2020, 5, 15)
IN_2026 = date(2026, 11, 22)
