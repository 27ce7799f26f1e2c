"""What the benchmarks of slider demos share: a JupyterLab with the peers in it, and a page to drive."""
