"""muster: who is ready, who pays, and can we prove it?"""
