"""Classification, determination and, for the health room, scored instruments of one case (phân loại, xác định)."""
