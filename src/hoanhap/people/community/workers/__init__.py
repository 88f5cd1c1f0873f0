"""Who works in the community for people: collaborators, speakers, volunteers (cộng tác viên, tình nguyện viên).

Officials and volunteers, never a person who is served as such. Somebody in two roles is one person.
"""
