"""Reports: from a frozen view to bytes. No queries, no clock."""
