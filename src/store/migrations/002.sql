-- Incidents that came in as bundles: what a stranger can check must stay as it came, so nothing is added to them.
CREATE TABLE imported (
    incident BLOB PRIMARY KEY NOT NULL CHECK (length(incident) = 16),
    at TEXT NOT NULL,
    edition TEXT NOT NULL,
    manifest BLOB NOT NULL CHECK (length(manifest) = 32)
) STRICT;

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
