"""The case file and its legal state machine (hồ sơ quản lý).

A case stands in one state of the law's vocabulary at a time; `Standing` keeps every state as a dated interval, so the
state of any case on any day can be asked. A case moves only along the table of the law in force on the day of the move
(`rules`, which ask `hoanhap.law`); each move names its decision, its signer and the article.
"""
