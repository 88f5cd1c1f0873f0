"""How sure we are of a fact of law: every dated rule carries one of these beside its article."""

from enum import StrEnum


class Confidence(StrEnum):
    """SEEN: wording read; SEEN_2: read second-hand; RECALL: from memory; INFER: concluded. Only SEEN may block."""

    SEEN = "SEEN"
    SEEN_2 = "SEEN_2"
    RECALL = "RECALL"
    INFER = "INFER"

    @property
    def may_block(self) -> bool:
        return self is Confidence.SEEN

    @property
    def caution_vi(self) -> str:
        """What to tell the user about a rule that was not read in the original; empty for SEEN."""
        return _CAUTIONS[self]

    @classmethod
    def weakest(cls, *found: "Confidence") -> "Confidence":
        return max(found, key=list(cls).index)


_CAUTIONS = {
    Confidence.SEEN: "",
    Confidence.SEEN_2: "Quy định này mới đọc qua nguồn thứ hai, cần đối chiếu văn bản gốc.",
    Confidence.RECALL: "Quy định này chưa đối chiếu được văn bản gốc, chỉ để nhắc.",
    Confidence.INFER: "Quy định này là suy luận từ các văn bản đã đọc, chỉ để nhắc.",
}
