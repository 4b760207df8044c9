"""The words of the field: no database, no files, no clock. Every other package may import this one."""
