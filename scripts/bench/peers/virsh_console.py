"""How long `virsh console` takes to write what a command prints to a file:
virsh_console.py URI MACHINE FILE COMMAND"""

import os
import pty
import subprocess
import sys
import time

from rounds import serve

uri, machine, path, command = sys.argv[1:]

# It wants a terminal to read from; what it writes may go to a file.
typing, terminal = pty.openpty()
with open(path, "wb") as output:
    virsh = subprocess.Popen(
        ["virsh", "-q", "-c", uri, "console", machine], stdin=terminal, stdout=output
    )


def written():
    return os.stat(path).st_size


# The shell answers an empty line with its prompt: then virsh is connected. What is typed before it
# has made the terminal raw is lost.
while written() == 0:
    os.write(typing, b"\r")
    time.sleep(0.5)


def flood():
    """ms for each MB of what comes: QEMU drops what a virtio console's terminal can't take. A flood
    has begun after 64 KiB, and has ended after two seconds of silence, as in the app's window."""
    before = written()
    start = last_at = time.perf_counter()
    came = 0
    os.write(typing, command.encode() + b"\r")
    while came < 65536 or time.perf_counter() - last_at < 2:
        time.sleep(0.002)
        if written() - before > came:
            came = written() - before
            last_at = time.perf_counter()
    return (last_at - start) * 1000 / (came / 1048576)


serve(flood)
os.write(typing, b"\x1d")
virsh.wait()
