"""The public view becomes pages, one family of pages in each module; `families.py` lists them."""
