"""Plain Python: dated facts, cited rules and the questions asked of them."""
