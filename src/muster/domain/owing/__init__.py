"""What an award owes on paper: reports and other papers by their day, the indirect costs it allows, its figures."""
