"""What spreadsheets say: rows to claims, each with its place, and no cell lost in silence."""
