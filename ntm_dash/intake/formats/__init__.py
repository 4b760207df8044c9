"""One module per kind of file: bytes in, sheets out, with limits that hold before anything is expanded."""
