"""A plain list: three times 88, and a small one."""

silent = [88.0, 1.0, 88.0, 88.0]
