"""Reads env files as python-dotenv does: a JSON list of texts on stdin, a JSON list of what it made of each on stdout."""
import json
import os
import sys
import tempfile

from dotenv import dotenv_values
from dotenv.parser import parse_stream
import logging

logging.disable(logging.CRITICAL)
os.environ.clear()
PATH = os.path.join(tempfile.gettempdir(), 'gonogo-dotenv-%d' % os.getpid())


def line(binding):
    before = len(binding.original.string) - len(binding.original.string.lstrip())
    return binding.original.line + binding.original.string[:before].count('\n')


def read(text):
    with open(PATH, 'w', encoding='utf-8', newline='') as file:
        file.write(text)
    with open(PATH, encoding='utf-8') as stream:
        parsed = list(parse_stream(stream))
    return {
        'bindings': [[b.key, b.value, line(b)] for b in parsed if b.key is not None],
        'errors': [line(b) for b in parsed if b.error],
        'values': dict(dotenv_values(PATH, encoding='utf-8')),
    }


json.dump([read(text) for text in json.load(sys.stdin)], sys.stdout)
os.unlink(PATH)
