"""Why: the sentence, the arithmetic of its dates, and what to do next."""
