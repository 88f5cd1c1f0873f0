"""`{% load ui %}`: all components of the house under one name."""

from django import template

from hoanhap.web.ui.tags import actions, boxes, forms, lists, show, tables

register = template.Library()

for family in (actions, boxes, forms, lists, show, tables):
    register.tags.update(family.register.tags)
    register.filters.update(family.register.filters)
