"""Free text: recorded for a person to read; the student can then compare with a model answer."""

from __future__ import annotations

from dataclasses import dataclass

from course_utils.checking import wire, words
from course_utils.checking.collect import NotAttempted, Unusable
from course_utils.checking.verdict import Status, Verdict

MAX_CHARACTERS = 20_000


@dataclass(frozen=True)
class Text:
    """A free-text question, its model answer, and the rubric an instructor marks it by."""

    model_answer: str
    rubric: tuple[str, ...]
    min_words: int = 12

    def collect(self, answer: object, seed: int) -> wire.Json:
        """The text itself."""
        if type(answer) is not str:
            raise Unusable(
                f'Write your answer as text, between `"""` and `"""`; this is a `{type(answer).__name__}`.'
            )
        if not answer.strip():
            raise NotAttempted
        if len(answer) > MAX_CHARACTERS:
            raise Unusable(f"That is {len(answer)} characters; {MAX_CHARACTERS} are enough.")
        return answer

    def judge(self, data: wire.Json, seed: int) -> Verdict:
        """Recorded if it is long enough to say something."""
        if not isinstance(data, str) or len(data) > MAX_CHARACTERS:
            raise wire.Malformed("not a text")
        count = len(data.split())
        if count < self.min_words:
            return Verdict(
                Status.NOT_ATTEMPTED,
                (f"That is {words.plural(count, 'word')}. Say more: {self.min_words} words at least.",),
            )
        model = " ".join(self.model_answer.split())
        return Verdict(
            Status.RECORDED,
            ("If you hand this in, a person reads it. Compare it with one way to say it:", model),
        )
