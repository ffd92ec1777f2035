"""A good client among hostile ones, and what must hold behind every test with one."""

import threading
import time

PATIENCE = 3  # seconds that a good client may wait, on a busy machine with two cores


class GoodClient(threading.Thread):
    """Calls `fetch` again and again; keeps the longest time that it took."""

    def __init__(self, fetch):
        super().__init__(daemon=True)
        self.fetch = fetch
        self.running, self.served, self.longest, self.failure = True, 0, 0.0, None

    def run(self):
        try:
            while self.running:
                start = time.monotonic()
                self.fetch()
                self.longest = max(self.longest, time.monotonic() - start)
                self.served += 1
                time.sleep(0.01)
        except Exception as failure:  # pylint: disable=broad-except
            self.failure = failure


def finish(test, server, good, line):
    """The client was served and never waited long; the server rests, ends with 0, and its log has nothing but `line`s."""
    while good.is_alive() and good.served < 10:
        time.sleep(0.1)
    good.running = False
    good.join()
    time.sleep(0.3)
    before = server.cpu()
    time.sleep(0.5)
    busy = server.cpu() - before
    status = server.stop()
    log = "".join(server.errors)
    strange = [each for each in server.errors if not line.fullmatch(each)]
    test.assertEqual((status, strange), (0, []), log[-5000:])
    test.assertIsNone(good.failure)
    test.assertLess(good.longest, PATIENCE)
    test.assertLess(busy, 0.2, "it does not rest")
