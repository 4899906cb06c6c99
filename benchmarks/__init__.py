"""`make bench`: what the site costs, as a multiple of what bare Django needs for the like of it.

`works/` holds one small file for each thing that is measured; `floor/` is the bare Django beside it.
"""
