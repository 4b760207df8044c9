"""What the pages are made of: words, numbers, colours, blocks, choosing, asking. No SQL, no rules."""
