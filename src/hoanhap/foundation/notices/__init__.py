"""Duties with a due moment and today's work (việc, thời hạn, nhắc việc).

A duty says what has to be done, for which subject, by whom and until when. It knows nothing about people or reports:
what a duty means (`kinds`), how its subject is called for those allowed (`subjects`) and who personally stands for it
(`holders`) come from registers that the packages above fill. The calendar of working days lives here as well, because
due moments need it and offices edit it.
"""
