"""Comments of no known system, found by what all comments look like; `finder.py` says how, the rest are its parts."""
