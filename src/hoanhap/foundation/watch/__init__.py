"""Watching over reading: rules as data over the log, alarms for leaders, and a stop for too many people (giám sát).

Whoever opens one file after another of people outside his own work is stopped; within his own work only an alarm
goes to the leader. What counts as a look is registered by the packages that show something.
"""
