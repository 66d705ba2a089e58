"""Questions of an audit: which of them are needed, and which of those had no answer."""

from collections.abc import Sequence

from mailpath.dns.protocol import Dns, ask_all
from mailpath.values.answers import Answer, Question

__all__ = ["Asking"]


class Asking:
    """A `Dns` that keeps the needed questions without answer: an audit that lacks one is not complete.

    `optional` is the same source for what nobody needs: guessed selectors, extras that may be absent.
    """

    def __init__(self, dns: Dns) -> None:
        self.optional = dns
        self.unanswered: dict[Question, None] = {}

    def ask(self, question: Question, /) -> Answer:
        return self.ask_all((question,))[0]

    def ask_all(self, questions: Sequence[Question], /) -> Sequence[Answer]:
        answers = ask_all(self.optional, questions)
        for question, answer in zip(questions, answers, strict=True):
            if answer.failed:
                self.unanswered[question] = None
        return answers
