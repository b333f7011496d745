"""The web server's worker: threads for pages and for those who wait on a stream.

Someone who waits holds a thread, and nothing else: no transaction, no connection. They are sent
away as soon as the worker is told to end, so that a restart waits for nobody.
"""

from types import FrameType

from gunicorn.workers.gthread import ThreadWorker  # type: ignore[import-untyped]

from whitebeam.kernel import bell

# Django's pool gives each of these a connection in turn.
PAGE_THREADS = 8
THREADS = bell.THREADS_FOR_WAITING + PAGE_THREADS


class Worker(ThreadWorker):
    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        bell.close_all()
        super().handle_exit(sig, frame)
