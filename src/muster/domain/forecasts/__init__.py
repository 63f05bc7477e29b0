"""What falls below its rule, and when, if nobody renews."""
