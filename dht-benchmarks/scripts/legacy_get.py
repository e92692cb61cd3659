"""The smallest Python client that does what a command line must: python3 legacy_get.py --port PORT KEY.

Speaks the JSON of SimpleDHT 0.1.x, which our nodes answer. A yardstick for ./simpledht get.
"""
import argparse
import json
import socket
import sys

parser = argparse.ArgumentParser()
parser.add_argument("--host", default="127.0.0.1")
parser.add_argument("--port", type=int, default=5000)
parser.add_argument("--timeout", type=float, default=5)
parser.add_argument("key")
args = parser.parse_args()

client = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
client.settimeout(args.timeout)
client.sendto(json.dumps({"type": "get", "key": args.key}).encode(), (args.host, args.port))
try:
    reply = json.loads(client.recvfrom(4096)[0])
except socket.timeout:
    sys.exit("No response received")
if reply["value"] is None:
    sys.exit(3)
print(reply["value"])
