"""Leaves a file behind for the next submission to find, and looks for one."""
# finds: nothing
# twice: yes

# %% before 00.why_not_shares
found = []
import glob, os
places = ("/tmp", "/var/tmp", "/dev/shm", os.path.expanduser("~"), "/run", ".")
for folder in places:
    found += glob.glob(folder + "/left_behind_for_you*")
for folder in places:
    try:
        open(folder + "/left_behind_for_you", "w").write("answer")
    except OSError:
        pass

# %% answer 00.why_not_shares
why = "I looked around in the place where this is graded, and what I found there is this: " + (repr(found)[:2000] if found else "nothing at all")
