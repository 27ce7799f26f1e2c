"""The right ones."""

where_or_index = dict(gradient="the same", winner="neither", computed="both")
