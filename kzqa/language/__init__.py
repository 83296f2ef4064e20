"""Polish. Importing this package does not import spaCy; `pipeline` and the components do."""
