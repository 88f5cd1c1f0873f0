"""Register and numbering of papers, and the Decree 30/2020 writers (văn bản).

A `Paper` (paper.py) says what stands on the page; `rules` knows how the decree words numbers, dates, headings and
signatures; `composition` turns a Paper into exact lines; three writers draw those lines as .docx, .pdf and .xlsx.
`models` is the register book with its numbers; `register.papers` is filled from above: what fills which paper.
"""
