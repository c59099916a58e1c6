"""The official forms as workbooks: blank or filled from the records, read back by `intake`."""
