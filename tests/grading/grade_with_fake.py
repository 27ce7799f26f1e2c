"""`softmax-course grade` with the fake run stage, as a process of its own: SUBMISSIONS RESULTS [JOBS]."""

from __future__ import annotations

import sys
from pathlib import Path

from course_utils.grading import line, release, terminal
from course_utils.grading.line import Plan
from tests.grading.fake_run import fake_run
from tests.grading.handed_in import COURSE, declare

if __name__ == "__main__":
    release._package_hash = lambda: "code"
    line.report = lambda results, plan, roster: ()  # type: ignore[assignment]
    submissions, out, jobs = Path(sys.argv[1]), Path(sys.argv[2]), int((*sys.argv, "2")[3])
    sys.exit(terminal.grade(Plan(submissions, out, COURSE, jobs=jobs, run=fake_run, declare=declare)))
