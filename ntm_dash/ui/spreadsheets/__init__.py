"""The tables of the pages as they go into Excel files: the same rows, every figure in a column of its own."""
