"""Answers every line on standard input with how many milliseconds the work took, by its own account
where it returns a number."""

import sys
import time


def serve(work):
    print("ready", flush=True)
    for _ in sys.stdin:
        start = time.perf_counter()
        result = work()
        milliseconds = (time.perf_counter() - start) * 1000
        if isinstance(result, float):
            milliseconds = result
        del result
        print(milliseconds, flush=True)
