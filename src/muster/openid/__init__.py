"""OpenID Connect, as a client: what a provider is asked over the network, and what it sends is taken for."""
