"""Rooms of data: a key opens one room of one unit and nothing else."""

from enum import StrEnum


class DataClass(StrEnum):
    IDENTITY = "identity"
    SOCIAL = "social"
    HEALTH = "health"
    POLICE = "police"
