"""Hours of education in a cycle: what they must add up to."""
