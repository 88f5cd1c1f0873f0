"""Register and numbering of papers, and the Decree 30/2020 writer (văn bản)."""
