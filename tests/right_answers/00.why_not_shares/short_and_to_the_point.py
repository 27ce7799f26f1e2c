"""Three short sentences."""

why = """It works when all scores are positive. With a negative one among them a share can be negative.
Make them all positive first, for example with exp."""
