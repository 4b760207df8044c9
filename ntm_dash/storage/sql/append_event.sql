-- one event at the end of the journal
INSERT INTO store.event VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
