#!/usr/bin/env python3
"""Makes a record long: appends notes to the only incident of a breachbook database until it has N entries.

    python3 benches/long-record.py record.db 1000000

Every line is a valid entry with the shape of the newest `note_taken`, and has its passage. Standard library only.
"""

import hashlib
import json
import os
import sqlite3
import sys
from datetime import datetime, timedelta

EACH = 50_000


def canonical(value):
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def sha256(text):
    return hashlib.sha256(text.encode()).digest()


def holes(template):
    """The line with holes for what differs: everything else is written once."""
    line = dict(template, seq=0, prev="PREV", mono=1, t="TIME", body=dict(template["body"], text="TEXT"))
    text = canonical(line).replace("%", "%%")
    for name, mark in (("seq", '"seq":0'), ("mono", '"mono":1'), ("prev", "PREV"), ("t", "TIME"), ("text", "TEXT")):
        text = text.replace(mark, mark[:-1] + f"%({name})d" if mark[-1] in "01" else f"%({name})s")
    return text


def rows(template, incident, seq, prev, until):
    """Lines and passages behind a line, one second apart."""
    start = datetime.strptime(template["t"], "%Y-%m-%dT%H:%M:%S.%fZ")
    line, mono, first = holes(template), template["mono"], seq
    while seq < until:
        seq += 1
        passed = seq - first
        time = (start + timedelta(seconds=passed)).isoformat(timespec="microseconds") + "Z"
        words = '{"salt":"%s","text":"line %d of somebody who types what is said in the room"}' % (os.urandom(16).hex(), seq)
        named = sha256(words)
        values = {"seq": seq, "prev": prev.hex(), "mono": mono + passed * 1_000_000, "t": time, "text": named.hex()}
        text = line % values
        prev = sha256(text)
        yield (incident, seq, prev, text), (incident, named, words)


def main():
    path, until = sys.argv[1], int(sys.argv[2])
    db = sqlite3.connect(path, isolation_level=None)
    db.execute("PRAGMA synchronous=OFF")
    newest = "SELECT incident, seq, hash FROM entry ORDER BY seq DESC LIMIT 1"
    incident, seq, prev = db.execute(newest).fetchone()
    note = "SELECT line FROM entry WHERE line LIKE '%\"kind\":\"note_taken\"%' ORDER BY seq DESC LIMIT 1"
    template = json.loads(db.execute(note).fetchone()[0])
    entries, passages = [], []

    def flush():
        db.execute("BEGIN")
        db.executemany("INSERT INTO entry (incident, seq, hash, line) VALUES (?, ?, ?, ?)", entries)
        db.executemany("INSERT INTO passage (incident, hash, line) VALUES (?, ?, ?)", passages)
        db.execute("COMMIT")
        entries.clear()
        passages.clear()

    for entry, passage in rows(template, incident, seq, prev, until):
        entries.append(entry)
        passages.append(passage)
        if len(entries) == EACH:
            flush()
    flush()
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    db.close()


main()
