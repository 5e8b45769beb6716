"""Reads env files as python-dotenv does: a JSON list of texts on stdin, a JSON list of what it made of each on stdout.

`values`: alone. `loaded`: as load_dotenv() leaves them for a process that was started with STARTED.
A folder as the first argument: the python-dotenv that lies there, instead of Debian's.
"""
import io
import json
import logging
import os
import sys

sys.path[:0] = sys.argv[1:2]
from dotenv.main import DotEnv
from dotenv.parser import parse_stream

logging.disable(logging.CRITICAL)
os.environ.clear()
STARTED = {'A': 'started-a', 'NEW': 'started ${B}', '': 'nameless'}


def line(binding):
    before = len(binding.original.string) - len(binding.original.string.lstrip())
    return binding.original.line + binding.original.string[:before].count('\n')


def opened(text):
    """As open() reads a file: UTF-8, universal newlines."""
    return io.TextIOWrapper(io.BytesIO(text.encode('utf-8')), encoding='utf-8')


def values(text, override, environ):
    # A variable without a name cannot be in an environment, so the real one is put aside.
    real, os.environ = os.environ, environ
    try:
        return dict(DotEnv(None, stream=opened(text), override=override).dict())
    finally:
        os.environ = real


def read(text):
    parsed = list(parse_stream(opened(text)))
    return {
        'bindings': [[b.key, b.value, line(b)] for b in parsed if b.key is not None],
        'errors': [line(b) for b in parsed if b.error],
        'values': values(text, True, {}),
        'loaded': values(text, False, STARTED),
    }


json.dump([read(text) for text in json.load(sys.stdin)], sys.stdout)
