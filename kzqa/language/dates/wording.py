def readable(iso):
    return iso
