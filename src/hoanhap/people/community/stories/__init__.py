"""Stories of people who made it, told with their consent and never without (tấm gương điển hình).

A story holds on to one consent of the person himself. Once that is withdrawn nobody reads the story any more, from the
next page on, without anybody doing anything.
"""
