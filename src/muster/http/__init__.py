"""What every face of muster shares: who is asking, what is refused and how, and what a reply carries."""
