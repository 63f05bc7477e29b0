"""Privacy: who was shown what, how long it is kept, and what a person may ask for."""
