"""Plans of work of a task force and the tasks given to its members (kế hoạch công tác, việc, phân công).

A plan covers a period and says its aim; its tasks stand on a board until they are done or dropped. No task names a
person who is helped: what is done with him stands in his own file.
"""
