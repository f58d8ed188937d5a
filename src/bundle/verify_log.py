#!/usr/bin/env python3
"""Checks the record in a breachbook bundle without breachbook. Python 3, standard library only; the format is docs/record-format.md.

    python3 data/verify_log.py data [--code "#700 c4d8-23dc-acdd-4e45"] [--checkpoint FILE]

--code and --checkpoint are what you hold from elsewhere. Without them nobody can tell whether the end was cut or all written anew.
Exit code: 0 everything fits, 1 something does not fit or cannot be read, 2 wrong use (a code that is none).
"""
import argparse, hashlib, json, os, re, sys
MAX_LINE, MAX_PASSAGE = 32 * 1024, 256 * 1024
NOT_WORDS = {"sha256", "catalogue", "organisation", "scenario", "head", "prev", "hash"}  # members that hold other hashes
DOCUMENTS = NOT_WORDS - {"head", "prev", "hash"}  # ... of documents, in entries of these kinds:
NAMES_DOCUMENTS = {"incident_opened", "playbook_joined", "progressed", "checkpoint_made", "anchor_added", "exercise_clock_set"}
PINNED = ("incident_opened", "scenario")  # the script of an exercise is in the record once an exercise_clock_set names it
NAMES_HEADS = {"checkpoint_made", "anchor_added", "produced", "copy_merged"}  # "the record had this size and ended in this"

def must(holds, why):
    if not holds:
        raise ValueError(why)

def opened(path):
    must(os.path.isfile(path) and not os.path.islink(path), f"{path} is not a regular file")
    return open(path, "rb")

def lines(path, limit):
    with opened(path) as file:
        while line := file.readline(limit + 1):
            must(line.endswith(b"\n"), f"a line of {path} is too long or has no end")
            yield line[:-1]

def file_hash(path):
    total = hashlib.sha256()
    with opened(path) as file:
        while piece := file.read(1 << 20):
            total.update(piece)
    return total.hexdigest()

def inside(folder):  # what lies in a folder, if there is one
    return [f"{folder}/{name}" for name in sorted(os.listdir(folder))] if os.path.isdir(folder) else []

def once(pairs):
    must(len(dict(pairs)) == len(pairs), "a member stands twice")
    return dict(pairs)

def parse(line):
    return json.loads(line.decode("utf-8"), object_pairs_hook=once)

def hashes(name, value):  # every hash in a body, with the name of the member that holds it
    if isinstance(value, str) and re.fullmatch("[0-9a-f]{64}", value):
        yield name, value
    elif isinstance(value, (list, dict)):
        for key, member in value.items() if isinstance(value, dict) else ((name, item) for item in value):
            yield from hashes(key, member)

def short(head):  # the form for phones and papers: the first 64 bits
    return "-".join(head[at:at + 4] for at in range(0, 16, 4))

def typed_code(text):  # as somebody copied it: capitals and hyphens do not matter
    found = re.fullmatch("#?([0-9]{1,16}) +([0-9a-f]{16})", text.strip().lower().replace("-", ""))
    if not found:
        raise argparse.ArgumentTypeError(f"`{text}` is no code like `#700 c4d8-23dc-acdd-4e45`")
    return int(found[1]), short(found[2])

class Record:
    def __init__(self, folder):
        self.folder, self.inc, self.faults = folder, None, []
        self.heads, self.points = [], []  # the hash of each line; what entries say of earlier sizes
        self.words, self.erased, self.documents, self.evidence = {}, set(), {}, {}  # hash: the first entry that names it

    def read_log(self):  # the chain; ends at the first line that does not fit
        for seq, line in enumerate(lines(self.folder + "/log.jsonl", MAX_LINE), 1):
            entry = parse(line)
            self.inc = self.inc or entry["inc"]
            must(re.fullmatch("[0-9a-f]{32}", self.inc), "`inc` is no incident")
            wanted = {"v": 1, "inc": self.inc, "seq": seq, "prev": self.heads[-1] if self.heads else "0" * 64}
            for key, value in wanted.items():
                must(type(entry[key]) is type(value) and entry[key] == value, f"`{key}` does not fit")
            must(isinstance(entry["kind"], str) and isinstance(entry["body"], dict), "`kind` or `body` is not what it should be")
            self.note(seq, entry["kind"], entry["body"])
            self.heads.append(hashlib.sha256(line).hexdigest())

    def note(self, seq, kind, body):
        for name, digest in hashes("", body):
            if name not in NOT_WORDS and name != "passages":  # `passages` names words that another entry holds
                self.words.setdefault(digest, seq)
            elif kind in NAMES_DOCUMENTS and name in DOCUMENTS and (kind, name) != PINNED:
                self.documents.setdefault(digest, seq)
            elif kind == "evidence_taken":
                self.evidence.setdefault(digest, seq)
        if kind == "erased":
            self.erased.update(digest for name, digest in hashes("", body) if name == "passages")
        if kind in NAMES_HEADS:
            self.points.append((f"entry {seq}", body.get("size"), body.get("head"), body.get("code"), seq))

    def check_point(self, where, size, head, code, before=None):
        known = type(size) is int and 0 < size < (before or len(self.heads) + 1)
        if not known or head not in (None, self.heads[size - 1]) or code not in (None, short(self.heads[size - 1])):
            self.faults.append(f"{where}: this is not the record that had {size} entries and ended in {code or head}")

    def check_checkpoint(self, path):
        text = b"".join(line + b"\n" for line in lines(path, 80)).decode("utf-8")
        found = re.fullmatch("breachbook/([0-9a-f]{32})\n([1-9][0-9]{0,15})\n([0-9a-f]{64})\n", text)
        must(found and found[1] == self.inc, f"{path} is no checkpoint of this incident")
        self.check_point(path, int(found[2]), found[3], None)

    def check_words(self):
        items = [parse(line) for line in lines(self.folder + "/withheld.jsonl", MAX_LINE)]
        withheld, here = {item.get("passage") or item.get("document") for item in items}, set()
        for digest in (hashlib.sha256(line).hexdigest() for line in lines(self.folder + "/passages.jsonl", MAX_PASSAGE)):
            if digest not in self.words or digest in here or digest in self.erased or digest in withheld:
                self.faults.append(f"passage {digest}: no entry has it, it stands here twice, or it was erased or withheld")
            here.add(digest)
        gone = set(self.words) - here
        missing = sorted(gone - self.erased - withheld)
        self.faults += [f"entry {self.words[digest]}: passage {digest} is missing, neither withheld nor erased" for digest in missing]
        counts = len(self.words) - len(gone), len(gone & withheld - self.erased), len(gone & self.erased), len(missing)
        print("passages: %d here, %d withheld, %d erased, %d missing" % counts)
        return withheld

    def check_files(self, folder, named):  # files whose name is their hash
        found = {os.path.basename(path): path for path in inside(f"{self.folder}/{folder}")}
        self.faults += [f"{path}: no entry names it, or it is not what was named" for name, path in found.items()
                        if name not in named or file_hash(path) != name]
        return set(found)

    def check_all(self, held):
        withheld = self.check_words()
        gone = sorted(set(self.documents) - self.check_files("sources", self.documents) - withheld)
        self.faults += [f"entry {self.documents[digest]}: document {digest} is missing and not withheld" for digest in gone]
        here = self.check_files("evidence", self.evidence)
        for digest, seq in self.evidence.items():
            print(f"evidence {digest} of entry {seq}: {'here' if digest in here else 'not in this bundle'}")
        for path in inside(self.folder + "/signatures"):  # whose they are, others say: VERIFY.txt has the commands
            if file_hash(path) not in self.documents:
                self.faults.append(f"{path}: no entry names it")
        for path in [self.folder + "/checkpoint", *inside(self.folder + "/checkpoints"), *held.checkpoint]:
            self.check_checkpoint(path)
        for point in self.points:
            self.check_point(*point)
        for size, code in held.code:
            self.check_point("your code", size, None, code)

def main(held):
    record = Record(held.folder)
    try:
        record.read_log()
        print(f"incident {record.inc}, {len(record.heads)} entries, head #{len(record.heads)} {short(record.heads[-1])}")
        record.check_all(held)
    except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError) as why:
        record.faults.append(f"after entry {len(record.heads)}: {why}")
    if not held.code + held.checkpoint:
        print("not known: whether the end was cut off or all was written anew. That takes a code or checkpoint from elsewhere")
    print("not looked at: papers, keys behind signatures and stamps, whether what is withheld or not in this bundle ought to be here")
    print("".join(f"DOES NOT FIT: {text}\n" for text in record.faults), end="")
    print("result: " + ("something does not fit" if record.faults else "everything here fits together"))
    return 1 if record.faults else 0

if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder")
    parser.add_argument("--code", action="append", default=[], type=typed_code)
    parser.add_argument("--checkpoint", action="append", default=[])
    sys.exit(main(parser.parse_args()))
