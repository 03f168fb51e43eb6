"""Readers of files that people send: text, tables, workbooks, pages, into cells with places."""
