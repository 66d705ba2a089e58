"""Many questions asked live at once, from code that knows nothing of event loops."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor

from mailpath.values.answers import Answer, Question

__all__ = ["MAX_IN_FLIGHT", "asked_together"]

MAX_IN_FLIGHT = 64  # questions at once


def asked_together(ask: Callable[[Question], Awaitable[Answer]], questions: Sequence[Question]) -> Sequence[Answer]:
    """The answers in the order of the questions, which are different; at most MAX_IN_FLIGHT are on their way.

    In a thread of its own where this one has a running loop (a notebook, the web page).
    """
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return asyncio.run(_answers(ask, questions))
    with ThreadPoolExecutor(max_workers=1) as pool:
        return pool.submit(asyncio.run, _answers(ask, questions)).result()


async def _answers(ask: Callable[[Question], Awaitable[Answer]], questions: Sequence[Question]) -> Sequence[Answer]:
    waiting = iter(questions)
    found: dict[Question, Answer] = {}

    async def work() -> None:
        for question in waiting:  # shared by all: each takes the next
            found[question] = await ask(question)

    await asyncio.gather(*(work() for _ in range(min(MAX_IN_FLIGHT, len(questions)))))
    return [found[question] for question in questions]
