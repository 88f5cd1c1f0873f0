"""Lists of names that leave the house: asked for, confirmed by a second person, taken once (xuất danh sách)."""
