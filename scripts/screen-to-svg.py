#!/usr/bin/env python3
"""Turns the text of a terminal screen (standard input) into a picture: tmux capture-pane -p | screen-to-svg.py > picture.svg"""
import sys
from html import escape

lines = sys.stdin.read().rstrip("\n").split("\n")
columns = max(80, max(len(line) for line in lines))
width, height = columns * 8.43 + 40, len(lines) * 18 + 60
print(f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0f} {height:.0f}" role="img" '
      'aria-label="A terminal with a guided run of breachbook">')
print(f'<rect width="{width:.0f}" height="{height:.0f}" rx="10" fill="#16191d"/>')
for n, colour in enumerate(("#ff5f57", "#febc2e", "#28c840")):
    print(f'<circle cx="{22 + 20 * n}" cy="20" r="6" fill="{colour}"/>')
print('<g font-family="DejaVu Sans Mono, Menlo, Consolas, monospace" font-size="14" fill="#e6e6e6">')
for n, line in enumerate(lines):
    colour = ' fill="#ffb454"' if line.startswith("NEVER") or "VOLATILE" in line else ""
    colour = ' fill="#7fd1ff"' if line.startswith("[") else colour
    print(f'<text x="20" y="{56 + 18 * n}" xml:space="preserve"{colour}>{escape(line)}</text>')
print("</g></svg>")
