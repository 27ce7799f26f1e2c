"""Cells of magics: a reset without a percent sign, a file, another language, a cell that edits the checks."""
# target: 00.shares

# %% before 00.shares
%%writefile course_utils.py
raise SystemExit

# %% before 00.shares
%reset -f

# %% before 00.shares
reset -f

# %% before 00.shares
%%capture
ex = None

# %% before 00.shares
%pdb on

# %% before 00.shares
%pylab agg

# %% before 00.shares
%%javascript
Jupyter.notebook.execute_all_cells()

# %% before 00.shares
%load_ext autoreload

# %% before 00.shares
%autoreload 2

# %% answer 00.shares
%%time
def shares(z, dim=-1):
    return z / z.sum()
