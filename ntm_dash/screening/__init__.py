"""The written standards as data, compiled to one query: rulebook in, verdicts and findings out."""
