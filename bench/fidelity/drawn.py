"""Draws what photos do not have: `python3 drawn.py FOLDER` writes text, line art and a dithered picture as PNG."""

import math
import sys
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

WIDTH, HEIGHT = 720, 960
WORDS = "The quick brown fox jumps over the lazy dog while five boxing wizards watch from the garden wall".split()


def text(size, ink, paper):
    picture = Image.new("RGB", (WIDTH, HEIGHT), paper)
    draw = ImageDraw.Draw(picture)
    font = ImageFont.load_default(size)
    place = 0
    for y in range(size, HEIGHT - 2 * size, size * 3 // 2):
        line = ""
        while draw.textlength(line, font) < WIDTH - 8 * size:
            line += WORDS[place * 7 % len(WORDS)] + " "
            place += 1
        draw.text((size, y), line, ink, font)
    return picture


def lines():
    scale = 4
    picture = Image.new("L", (WIDTH * scale, HEIGHT * scale), 255)
    draw = ImageDraw.Draw(picture)
    for ring in range(6, 60):
        points = []
        for step in range(361):
            turn = math.radians(step)
            radius = ring * 22 * (1 + 0.18 * math.sin(5 * turn + ring * 0.3))
            points.append((1440 + radius * math.cos(turn), 1900 + radius * 1.2 * math.sin(turn)))
        draw.line(points, 0, 4 + ring % 5 * 2)
    return picture.resize((WIDTH, HEIGHT), Image.Resampling.BOX).convert("RGB")


def dithered():
    """A smooth scene of one bit for each pixel, by Floyd and Steinberg."""
    picture = Image.new("L", (WIDTH, HEIGHT))
    for y in range(HEIGHT):
        for x in range(WIDTH):
            face = max(0, 1 - math.hypot((x - 360) / 230, (y - 430) / 320))
            picture.putpixel((x, y), min(255, int(70 + 60 * y / HEIGHT + 200 * face**0.6)))
    return picture.convert("1").convert("RGB")


folder = Path(sys.argv[1])
folder.mkdir(parents=True, exist_ok=True)
for name, picture in {
    "small text": text(13, (20, 20, 20), (255, 255, 255)),
    "large text": text(30, (240, 240, 235), (40, 60, 110)),
    "line art": lines(),
    "dithered": dithered(),
}.items():
    picture.save(folder / f"{name}.png")
