"""A Plan to a Draft: the letter, its envelope, the quotation below it, and every check of the contract."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from assistant.drafting import checks, envelope
from assistant.drafting.checks.case import Case
from assistant.drafting.letter import write
from assistant.drafting.listing import own_numbers
from assistant.drafting.page import page
from assistant.drafting.render import in_language
from assistant.model import Circumstances, Draft, Plan, Reading
from assistant.planning.choosing import seed_of
from assistant.rules.rulebook import Rulebook


def draft(
    reading: Reading, plan: Plan, rulebook: Rulebook, templates: Mapping[str, str], circumstances: Circumstances
) -> Draft:
    """The checked draft. Raises CannotSay for words that fail, RulesError for a template that does."""
    message = reading.message
    own = in_language(templates, reading.understanding.language)
    numbers = own_numbers(message.own_words, plan.planned)
    letter = write(plan, own, seed=seed_of(message), last=circumstances.history.phrases, numbers=numbers)
    unchecked = Draft(
        text=letter.text,
        subject=envelope.subject(message),
        recipient=message.reply_address,
        sender=envelope.sender(message, circumstances.ours, rulebook.business.name),
        parts=letter.parts,
        in_reply_to=message.message_id,
        references=envelope.references(message),
        thread_topic=message.thread_topic,
        thread_index=message.thread_index,
        quotation=envelope.quotation(message),
    )
    if rulebook.business.html:
        language = reading.understanding.language
        language = rulebook.business.languages[0] if language == "und" else language
        unchecked = replace(unchecked, html=page(unchecked.text, unchecked.quotation, templates, language=language))
    case = Case(reading, plan, unchecked, rulebook, templates, circumstances)
    return replace(unchecked, checks=checks.run(case))
