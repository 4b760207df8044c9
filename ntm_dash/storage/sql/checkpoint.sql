-- the log is written into the file; first statement after every opening, because a crash may have left one
CHECKPOINT store
