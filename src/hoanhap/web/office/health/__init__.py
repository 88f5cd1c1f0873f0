"""The health room of the office: the commune sends, a station or centre answers, reads and writes (giới thiệu)."""
