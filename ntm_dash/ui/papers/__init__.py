"""What each paper says: the store's answers worded for the fields of its template."""
