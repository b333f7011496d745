"""Spreadsheets that come from outside: judged before they are opened, read in a child process."""
