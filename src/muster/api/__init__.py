"""The API: JSON in, one use case, JSON out. One module for each capability, named as on every other floor."""
