"""Answers every line on standard input with how many milliseconds the work took."""

import sys
import time


def serve(work):
    print("ready", flush=True)
    for _ in sys.stdin:
        start = time.perf_counter()
        result = work()
        milliseconds = (time.perf_counter() - start) * 1000
        del result
        print(milliseconds, flush=True)
