"""Times whole processes in turn: python3 process_time.py ROUNDS COMMAND_A COMMAND_B ...

Each command is one argument. Prints median and least wall time of each, and the ratio of its median to the last one's.
"""
import shlex
import statistics
import subprocess
import sys
import time


def seconds(command):
    words = shlex.split(command)
    if words[0] == "python3":
        words[0] = sys.executable  # not a script of a version manager in front of it
    start = time.perf_counter()
    subprocess.run(words, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


rounds, commands = int(sys.argv[1]), sys.argv[2:]
for command in commands:
    seconds(command)
times = [[seconds(command) for command in commands] for _ in range(rounds)]
medians = [statistics.median(column) for column in zip(*times)]
for command, median, column in zip(commands, medians, zip(*times)):
    print(f"{median * 1000:7.1f} ms, least {min(column) * 1000:6.1f}  x{median / medians[-1]:.2f}  {command}")
