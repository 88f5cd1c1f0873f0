"""Doors for operators: demonstration data, generators, health."""
