"""The line that a candidate must reach, set from the rules alone.

Every phrasing is a question that its own answer covers. Leave that answer out, and the phrasing is a question
of this very business that no rule covers: what the best of the other answers is worth then is what a look-alike
is worth here. The line lies above most of these; with few phrasings it stays near where it lies for most rules.

Few answers call for a higher line. Among many, a question of something else is divided between them and the odds
against each are long; beside one or two answers there is nothing to divide it, and it is worth more.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from assistant.planning.candidates import Ground, spread

REFUSED = 0.80                      # the share of look-alikes that lie below the line
TRIED = 240                         # phrasings that are tried, spread evenly over all
USUAL = 0.55                        # the line before any phrasing is tried, with the model
USUAL_ALONE = 0.25                  # and without
WEIGHT = 480                        # tried phrasings that would weigh as much as the usual line
REACH = 0.20                        # the line moves no further than this from the usual one
FEW = 5                             # answers; from so many on, the odds tell what belongs to none of them
LONE, LONE_ALONE = 0.055, 0.02      # fewer raise the line by so much, times log(FEW / answers)


def line(answers: Sequence[Sequence[str]], ground: Ground) -> float:
    """What a candidate must be worth to be taken."""
    usual, lone = (USUAL_ALONE, LONE_ALONE) if ground.space is None else (USUAL, LONE)
    usual += lone * max(0.0, math.log(FEW / max(1, len(answers))))
    if len(answers) < 2:
        return usual
    worths = []
    for answer, number in spread(answers, TRIED):
        vector = None if ground.space is None else ground.space.rows[ground.space.starts[answer] + number]
        fits = ground.fits(answers[answer][number], vector, but=answer)
        worths.append(fits[0].worth if fits else -1.0)
    worths.sort()
    quantile = worths[min(len(worths) - 1, int(REFUSED * len(worths)))]
    found = (len(worths) * quantile + WEIGHT * usual) / (len(worths) + WEIGHT)
    return min(usual + REACH, max(usual - REACH, found))
