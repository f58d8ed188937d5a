-- The record. Lines are never changed: the triggers guard against accidents, not against people.
CREATE TABLE entry (
    incident BLOB NOT NULL CHECK (length(incident) = 16),
    seq INTEGER NOT NULL,
    hash BLOB NOT NULL CHECK (length(hash) = 32),
    line TEXT NOT NULL,
    PRIMARY KEY (incident, seq)
) STRICT, WITHOUT ROWID;

-- INSERT OR REPLACE removes rows without asking a DELETE trigger; refusing every number but the next one stops it too.
CREATE TRIGGER entry_in_order BEFORE INSERT ON entry
WHEN NEW.seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM entry WHERE incident = NEW.incident)
BEGIN
    SELECT raise(ABORT, 'entries are only added, in order');
END;

CREATE TRIGGER entry_not_changed BEFORE UPDATE ON entry
BEGIN
    SELECT raise(ABORT, 'entries are never changed');
END;

CREATE TRIGGER entry_not_deleted BEFORE DELETE ON entry
BEGIN
    SELECT raise(ABORT, 'entries are never deleted');
END;

-- The words. A row can be deleted (an erasure), never changed. One tree and no index: an append then writes one page of it.
CREATE TABLE passage (
    incident BLOB NOT NULL CHECK (length(incident) = 16),
    hash BLOB NOT NULL CHECK (length(hash) = 32),
    line TEXT NOT NULL,
    PRIMARY KEY (incident, hash)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER passage_once BEFORE INSERT ON passage
WHEN EXISTS (SELECT 1 FROM passage WHERE incident = NEW.incident AND hash = NEW.hash)
BEGIN
    SELECT raise(IGNORE);
END;

CREATE TRIGGER passage_not_changed BEFORE UPDATE ON passage
BEGIN
    SELECT raise(ABORT, 'passages are never changed');
END;

-- Documents that were used: playbooks, blocks, profiles, catalogues.
CREATE TABLE source (
    sha256 BLOB PRIMARY KEY NOT NULL CHECK (length(sha256) = 32),
    bytes BLOB NOT NULL
) STRICT;

CREATE TRIGGER source_once BEFORE INSERT ON source
WHEN EXISTS (SELECT 1 FROM source WHERE sha256 = NEW.sha256)
BEGIN
    SELECT raise(IGNORE);
END;

CREATE TRIGGER source_not_changed BEFORE UPDATE ON source
BEGIN
    SELECT raise(ABORT, 'sources are never changed');
END;

CREATE TRIGGER source_not_deleted BEFORE DELETE ON source
BEGIN
    SELECT raise(ABORT, 'sources are never deleted');
END;

-- Derived from entries of three kinds; can be emptied and filled again.
CREATE TABLE incident (
    uid BLOB PRIMARY KEY NOT NULL CHECK (length(uid) = 16),
    id TEXT NOT NULL UNIQUE,
    codename TEXT NOT NULL,
    mode TEXT NOT NULL,
    zone TEXT NOT NULL,
    opened TEXT NOT NULL,
    closed TEXT
) STRICT;
