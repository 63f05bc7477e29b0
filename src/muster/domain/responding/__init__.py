"""What is made of responses to calls: lists brought in, the share that was soon enough, and words for it."""
