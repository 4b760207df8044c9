"""Charts: pure functions from a frame to an Altair chart. They ask nothing and know no page."""
