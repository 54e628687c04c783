"""Write a package: tables, zip and audit."""
