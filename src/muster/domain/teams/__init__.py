"""Teams: who may go out together, who is planned and who went."""
