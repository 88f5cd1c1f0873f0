"""What surrounds people: task forces, clubs, counselling points, workers, training, stories, schemes (cộng đồng).

A commune keeps its own, the levels above see what their communes have and lack. Names of people who are helped stand on
the page of a club alone, for the office that keeps it.
"""
