"""legacy_get.py inside a package like the ancestor's: python3 legacy_package_get.py --port PORT KEY.

The command line of SimpleDHT 0.1.x imports the package that holds its node, and that needs threads, hashes, a
log and, for the public address, HTTP. Only modules of the standard library, imported and not used.
"""
# ruff: noqa: F401
import hashlib
import logging
import pathlib
import runpy
import threading
import time
import urllib.request

runpy.run_path(str(pathlib.Path(__file__).with_name("legacy_get.py")), run_name="__main__")
