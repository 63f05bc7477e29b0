"""What reports are made of: plain values that stay the same however they are drawn."""
