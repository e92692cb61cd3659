"""Times whole processes in turn: python3 process_time.py ROUNDS COMMAND_A COMMAND_B ...

Each command is one argument. Prints medians of wall time and of processor time, children included, and their ratios to
those of the last command. On a machine with other work the second are the ones to trust.
"""
import resource
import shlex
import statistics
import subprocess
import sys
import time


def processor_seconds():
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def seconds(command):
    words = shlex.split(command)
    if words[0] == "python3":
        words[0] = sys.executable  # not a script of a version manager in front of it
    start, used = time.perf_counter(), processor_seconds()
    subprocess.run(words, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start, processor_seconds() - used


rounds, commands = int(sys.argv[1]), sys.argv[2:]
for command in commands:
    seconds(command)
times = [[seconds(command) for command in commands] for _ in range(rounds)]
medians = [[statistics.median(kind) for kind in zip(*column)] for column in zip(*times)]
for command, (wall, processor) in zip(commands, medians):
    print(
        f"{wall * 1000:6.1f} ms x{wall / medians[-1][0]:.2f}, "
        f"processor {processor * 1000:6.1f} ms x{processor / medians[-1][1]:.2f}  {command}"
    )
