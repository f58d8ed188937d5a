-- Incidents that came in as bundles: what a stranger can check must stay as it came, so nothing is added to them.
CREATE TABLE imported (
    incident BLOB PRIMARY KEY NOT NULL CHECK (length(incident) = 16),
    at TEXT NOT NULL,
    edition TEXT NOT NULL,
    manifest BLOB NOT NULL CHECK (length(manifest) = 32),
    withheld TEXT NOT NULL,
    evidence TEXT NOT NULL
) STRICT;

-- The files of the bundle, so that it can be handed on as it came. Those that the record holds anyway have no bytes here.
CREATE TABLE imported_file (
    incident BLOB NOT NULL CHECK (length(incident) = 16),
    name TEXT NOT NULL,
    bytes BLOB,
    UNIQUE (incident, name)
) STRICT;

CREATE TRIGGER imported_file_once BEFORE INSERT ON imported_file
WHEN EXISTS (SELECT 1 FROM imported WHERE incident = NEW.incident)
BEGIN
    SELECT raise(ABORT, 'files of a bundle come in with it');
END;

CREATE TRIGGER imported_file_not_changed BEFORE UPDATE ON imported_file
BEGIN
    SELECT raise(ABORT, 'files of a bundle are never changed');
END;

CREATE TRIGGER imported_file_not_deleted BEFORE DELETE ON imported_file
BEGIN
    SELECT raise(ABORT, 'files of a bundle are never deleted');
END;

CREATE TRIGGER imported_once BEFORE INSERT ON imported
WHEN EXISTS (SELECT 1 FROM imported WHERE incident = NEW.incident)
BEGIN
    SELECT raise(ABORT, 'an incident is imported once');
END;

CREATE TRIGGER imported_not_changed BEFORE UPDATE ON imported
BEGIN
    SELECT raise(ABORT, 'how an incident came in is never changed');
END;

CREATE TRIGGER imported_not_deleted BEFORE DELETE ON imported
BEGIN
    SELECT raise(ABORT, 'how an incident came in is never deleted');
END;

CREATE TRIGGER entry_not_of_imported BEFORE INSERT ON entry
WHEN EXISTS (SELECT 1 FROM imported WHERE incident = NEW.incident)
BEGIN
    SELECT raise(ABORT, 'nothing is added to an imported incident');
END;
