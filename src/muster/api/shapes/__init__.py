"""The records and bodies of the API, each with a description of every field and an example."""
