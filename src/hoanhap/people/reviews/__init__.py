"""Quarterly reviews, the one-year assessment, outcomes of cohorts (đánh giá định kỳ, kết quả)."""
