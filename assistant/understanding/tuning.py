"""Derive the constants of tone.py anew: python -m assistant.understanding.tuning. Needs the extra [semantic].

In: our own sentences of meaning/tone.txt, and what heads say of them that have not seen their fold. Out: the
constants whose answers are the best, printed. No other text is read. Only the share of POINT to HEARD matters for a
label, so POINT stays as it is.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

from assistant.meaning import train
from assistant.model import Span
from assistant.understanding import tone
from assistant.understanding.sentences import sentences

VOICES = (0.0, 0.5, 1.0, 1.5, 2.0)
HEARDS = (0.4, 0.6, 0.8, 1.0, 1.2, 1.4)
NEUTRALS = (-0.3, 0.0, 0.3, 0.6)
COMPLAINTS = tuple(tenth / 10 for tenth in range(0, 16))


@dataclass(frozen=True, slots=True)
class Row:
    """A sentence of ours: its sign, the points of its wording, TextBlob's polarity, the heads' logits by reader."""

    sign: str
    points: float
    polarity: float
    troubled: dict[str, float]
    glad: dict[str, float]

    def sides(self, reader: str, voice: float, heard: float) -> tuple[float, float]:
        """What speaks for trouble and what for gladness, as tone.py adds it up."""
        points = tone.POINT * (self.points + voice * self.polarity)
        return heard * self.troubled[reader] - points, heard * self.glad[reader] + points


def read() -> list[Row]:
    """Our own sentences, each once."""
    rows = list({text.strip().lower(): (sign, text) for sign, text in train.own("tone.txt")}.values())
    logits = {
        (head, reader): train.judged(head, [train.Row(text, each == sign) for each, text in rows], reader)
        for head, sign in (("troubled", "-"), ("glad", "+"))
        for reader in tone.HEARD
    }
    found = []
    for number, (sign, text) in enumerate(rows):
        spans = sentences(text) or (Span(0, len(text)),)
        points, polarity = tone.wording(text, spans)
        found.append(Row(
            sign, points, polarity,
            {reader: _bounded(logits["troubled", reader][number], reader) for reader in tone.HEARD},
            {reader: _bounded(logits["glad", reader][number], reader) for reader in tone.HEARD},
        ))
    return found


def _bounded(logit: float, reader: str) -> float:
    return max(tone.logit(0.0, reader), min(tone.logit(1.0, reader), logit))


def macro_f1(rows: Sequence[Row], reader: str, voice: float, heard: float, neutral: float) -> float:
    """The mean F1 of the three labels."""
    said = []
    for row in rows:
        bad, good = row.sides(reader, voice, heard)
        said.append("0" if max(bad, good) <= neutral else "-" if bad >= good else "+")
    both = {sign: sum(s == row.sign == sign for s, row in zip(said, rows, strict=True)) for sign in "-0+"}
    each = {sign: said.count(sign) + sum(row.sign == sign for row in rows) for sign in "-0+"}
    return sum(2 * both[sign] / max(1, each[sign]) for sign in "-0+") / 3


def half_f(rows: Sequence[Row], reader: str, voice: float, heard: float, bar: float) -> float:
    """F0.5 of trouble above `bar`: a plain letter taken for a complaint is worse than a complaint taken for plain."""
    said = [row.sides(reader, voice, heard)[0] > bar for row in rows]
    both = sum(yes and row.sign == "-" for yes, row in zip(said, rows, strict=True))
    precision, recall = both / max(1, sum(said)), both / max(1, sum(row.sign == "-" for row in rows))
    return 1.25 * precision * recall / max(1e-9, 0.25 * precision + recall)


@dataclass(frozen=True, slots=True)
class Derived:
    """The constants whose answers are the best, by reader where tone.py has them so."""

    voice: float
    complaint: float
    heard: dict[str, float]
    neutral: dict[str, float]


def derive(rows: Sequence[Row]) -> Derived:
    """The labels' constants by their macro-F1, then the bar for complaints by F0.5, the mean over the readers."""
    picked: dict[float, dict[str, tuple[float, float, float]]] = {
        voice: {
            reader: max((macro_f1(rows, reader, voice, heard, neutral), heard, neutral)
                        for heard, neutral in product(HEARDS, NEUTRALS))
            for reader in tone.HEARD
        }
        for voice in VOICES
    }
    voice = max(VOICES, key=lambda each: sum(best[0] for best in picked[each].values()))
    best = picked[voice]
    heard = {reader: best[reader][1] for reader in best}
    complaint = max(COMPLAINTS, key=lambda bar: sum(half_f(rows, r, voice, heard[r], bar) for r in best))
    return Derived(voice, complaint, heard, {reader: best[reader][2] for reader in best})


def main() -> int:
    """Print the best constants and, beside their figures, those of the constants in use."""
    rows = read()
    found, used = derive(rows), Derived(tone.VOICE, tone.COMPLAINT, tone.HEARD, tone.NEUTRAL)
    for name, each in (("derived", found), ("in use", used)):
        sys.stdout.write(f"{name}: POINT {tone.POINT}, {each}\n")
        for reader in tone.HEARD:
            label = macro_f1(rows, reader, each.voice, each.heard[reader], each.neutral[reader])
            bar = half_f(rows, reader, each.voice, each.heard[reader], each.complaint)
            sys.stdout.write(f"  {reader}: macro-F1 {label:.3f}, F0.5 of complaints {bar:.3f}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
