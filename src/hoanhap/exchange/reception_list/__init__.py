"""The sheet of a centre about people who come back, and its register of certificates (danh sách sắp về).

Reading alone; what is read is kept by `people/reception`.
"""
