"""What bringing files in would do: checked and matched, without writing anything."""
