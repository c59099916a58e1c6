"""WHAT WE KNOW: YAML becomes a frozen model, checked by rules and summed up in one place."""
