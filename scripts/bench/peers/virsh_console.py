"""How long `virsh console` takes to write what a command prints to a file:
virsh_console.py URI MACHINE FILE BYTES COMMAND"""

import os
import pty
import subprocess
import sys
import time

from rounds import serve

uri, machine, path, size, command = sys.argv[1:]

# It wants a terminal to read from; what it writes may go to a file.
typing, terminal = pty.openpty()
with open(path, "wb") as output:
    virsh = subprocess.Popen(
        ["virsh", "-q", "-c", uri, "console", machine], stdin=terminal, stdout=output
    )


def written():
    return os.stat(path).st_size


def wait_for(target):
    while written() < target:
        time.sleep(0.002)


# The shell answers an empty line with its prompt: then virsh is connected. What is typed before it
# has made the terminal raw is lost.
while written() == 0:
    os.write(typing, b"\r")
    time.sleep(0.5)


def flood():
    target = written() + int(size)
    os.write(typing, command.encode() + b"\r")
    wait_for(target)


serve(flood)
os.write(typing, b"\x1d")
virsh.wait()
