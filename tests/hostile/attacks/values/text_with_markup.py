"""Answers in words that are HTML and a spreadsheet formula: a person reads them as text."""
# target: 00.why_not_shares
# may_earn: yes

# %% answer 00.why_not_shares
why = "=cmd|' /C calc'!A0 <script>alert(1)</script> and then some more words, enough of them for an answer in words"
