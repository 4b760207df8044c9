-- the copy is let go of, whether it was finished or failed
DETACH DATABASE IF EXISTS copy
