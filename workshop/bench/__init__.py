"""`./hoanhap bench`: speed and memory as ratios against raw SQL or a named peer, measured side by side in one run.

It works in a throw-away folder and database, never in `var/`. What is measured and how to read it: docs/howto/bench.md
"""
