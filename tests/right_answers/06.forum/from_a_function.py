"""Made by a function."""

def answers():
    return {"report": "as it should be", "hand_over": "log p", "normalize": "no"}


forum = answers()
