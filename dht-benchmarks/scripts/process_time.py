"""Times whole processes in turn: python3 process_time.py ROUNDS COMMAND_A COMMAND_B ...

Each command is one argument. Prints the median wall time of each and its ratio to the last one's.
"""
import shlex
import statistics
import subprocess
import sys
import time


def seconds(command):
    start = time.perf_counter()
    subprocess.run(shlex.split(command), check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


rounds, commands = int(sys.argv[1]), sys.argv[2:]
for command in commands:
    seconds(command)
times = [[seconds(command) for command in commands] for _ in range(rounds)]
medians = [statistics.median(column) for column in zip(*times)]
for command, median in zip(commands, medians):
    print(f"{median * 1000:7.1f} ms  x{median / medians[-1]:.2f}  {command}")
