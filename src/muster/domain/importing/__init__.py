"""From a spreadsheet to facts: cells, columns, claims, the plan, and taking it back."""
