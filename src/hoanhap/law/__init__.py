"""Legal regimes as dated data with citations, and pure questions about them (chế độ pháp lý)."""
