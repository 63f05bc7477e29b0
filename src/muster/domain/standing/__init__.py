"""Standing: may this person serve on this day, by this rule? The one engine, and what it goes by."""
