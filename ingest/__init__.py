"""Strangers' files made into acts: packages of files, mappings, spreadsheets."""
