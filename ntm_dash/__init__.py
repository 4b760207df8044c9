"""The Emulation and Commendation Council's tool: records in, verdicts with reasons out."""
