"""The forms that units send: their columns as data in `data/forms/`, one module each for what is particular."""
