"""A class of cheats: each attack is one small idea, put into an otherwise honest notebook.

`attacks/FAMILY/NAME.py` is a list of cells, marked `# %% PLACE EXERCISE`:

    # %% before 00.shares     a cell of the student's own, above the exercise
    # %% answer 00.shares     the answer cell
    # %% check 00.shares      what the student made of the check cell
    # %% tags 00.shares a b   tags on the answer and check cells

The first line of the docstring says what it tries. `# target:` is the exercise that must earn nothing,
`# may_earn: yes` that it may, because what earned it is right outputs on secret inputs; `# may_lose:` names
honest exercises whose own work the attack really destroys; `# says:` is a phrase that the student reads;
`# finds: nothing` means that the answer in words must report that nothing was found; `# twice: yes` that the
same notebook is handed in by two students.
"""
