"""Import of a commune's list: choose a file, look at what was read, take all or chosen rows, take it back (nhập)."""
