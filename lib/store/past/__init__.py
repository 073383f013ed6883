"""A campaign as it stood at one of its revisions, read by the statements that read it now.

The histories hold every version. A statement over `items` is given, in front of it, a common table
expression of that name made of the history; SQL finds it before the table. So nothing that is
counted or listed has a second way of being counted for the past (decision 0043).
"""
