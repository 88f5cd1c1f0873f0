"""How people around speak and act: a yearly anonymous survey of five questions, the number of complaints (kỳ thị).

It lies here and not with the reviews of files: nobody who is asked is known to the house, and nothing in it is about a
file. What is measured is what surrounds people.
"""
