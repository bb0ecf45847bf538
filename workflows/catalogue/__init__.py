"""What ships for Cambodia: YAML files, and the code that applies them to the database."""
