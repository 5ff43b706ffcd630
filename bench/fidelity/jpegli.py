"""Encodes one picture with jpegli, in qualities that are asked for one after the other.

Standard input: a line of width and height, the RGB samples, then a line for each quality.
Standard output: for each quality a line of the file's number of bytes, then the file (4:2:0, baseline).
"""

import sys

import pyjpegli

width, height = map(int, sys.stdin.buffer.readline().split())
rgb = sys.stdin.buffer.read(3 * width * height)
for line in sys.stdin.buffer:
    jpeg = pyjpegli.encode(rgb, width, height, int(line))
    sys.stdout.buffer.write(b"%d\n" % len(jpeg) + jpeg)
    sys.stdout.buffer.flush()
