"""Dated classifications, the determination of addiction, scored instruments (phân loại, xác định tình trạng nghiện)."""
