"""The template tags, one file a family; `{% load ui %}` brings all of them (see docs/howto/add-a-component.md)."""
