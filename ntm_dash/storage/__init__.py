"""The store: opens it, migrates it, appends to it, reads it, backs it up. All SQL lives in `sql/`."""
