"""What takes seconds leaves threads for answers."""

import asyncio
import threading

from api.threads import limit_threads, run, run_in_turn


def test_reports_wait_for_each_other_and_answers_for_none_of_them():
    asyncio.run(_reports_and_an_answer())


async def _reports_and_an_answer() -> None:
    limit_threads(1)
    over, begun, at_once = threading.Event(), threading.Semaphore(0), []

    def report() -> None:
        at_once.append(1)
        begun.release()
        over.wait(60)
        at_once.pop()

    reports = [asyncio.create_task(run_in_turn(report)) for _ in range(3)]
    await run(begun.acquire)  # the only thread of the pool
    assert await run(lambda: "an answer") == "an answer"
    assert len(at_once) == 1
    over.set()
    await asyncio.gather(*reports)
