"""One module per command of `ecorridor`; what they do stands in the rest of the package."""
