"""Word, PDF and their layout: templates that staff edit, filled with content that others word. No store, no rules."""
