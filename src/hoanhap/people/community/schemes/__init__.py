"""Schemes a commune runs, where they came from and what they brought (mô hình, điển hình, phong trào).

A scheme runs at places; each has a standing for each year, was perhaps taken over from another place, and is looked at
again with figures. What works is what was evaluated, not what is running.
"""
