"""Every fault of a rules file, with the exact line that its author reads. One case a fault."""

from __future__ import annotations

import pytest

from assistant.rules import load

HEAD = "version: 1\nbusiness: {name: X}\n"
ANSWER = HEAD + "answers:\n  - name: a\n    asks: [When?]\n"
LOOKUP = HEAD + "lookups:\n  order: {find: HL-9, csv: o.csv, key: n, belongs_to: e}\n"

# What the case shows; the rules; the lines.
CASES: list[tuple[str, str, list[str]]] = [
    (
        "an empty file is told how to begin",
        "",
        [
            '1:1: the file is empty; begin with "version: 1", "business: {name: ...}" and "answers:"',
        ],
    ),
    (
        "a file that is only text is told how to begin",
        "hello",
        [
            '1:1: the file should begin with keys such as "version:", "business:" and "answers:", but is a text',
        ],
    ),
    (
        "a file that is a list is told how to begin",
        "- a\n- b\n",
        [
            '1:1: the file should begin with keys such as "version:", "business:" and "answers:", but is a list',
        ],
    ),
    (
        "a version we do not read is refused",
        "version: 2\nbusiness: {name: X}\n",
        [
            '1:10: "version" should be 1, not "2"',
        ],
    ),
    (
        "a missing version is asked for",
        "business: {name: X}\n",
        [
            '1:1: "version" is missing; add it, for example: version: 1',
        ],
    ),
    (
        "a missing business is asked for",
        "version: 1\n",
        [
            '1:1: "business" is missing; add it, for example: business: {name: Harbour Lane Books}',
        ],
    ),
    (
        "a section that should hold keys shows an example",
        "version: 1\nbusiness: Books\n",
        [
            '2:11: "business" should hold keys, for example: {name: Harbour Lane Books}, but is a text',
        ],
    ),
    (
        "a misspelt section gets the nearest right word",
        HEAD + "anwsers: []\n",
        [
            '3:1: unknown key "anwsers" (did you mean "answers"?)',
        ],
    ),
    (
        "an unknown section gets the list of those there are",
        HEAD + "zzz: 1\n",
        [
            '3:1: unknown key "zzz"; the keys here are version, business, include, facts, terms, texts, lookups, '
            'answers, complaint, goodwill, closings, conduct, senders, in',
        ],
    ),
    (
        "a key that lost its indentation is told where it belongs",
        "version: 1\nbusiness:\nname: X\n",
        [
            '2:1: "business" should hold keys, for example: {name: Harbour Lane Books}, but is empty',
            '3:1: unknown key "name"; it belongs under business or in an answer, check the indentation',
        ],
    ),
    (
        "a section twice names the first",
        HEAD + "business: {name: Y}\n",
        [
            '3:1: "business" stands twice here (first on line 2); keep one',
        ],
    ),
    (
        "a misspelt key gets the nearest right word and is not said to be missing",
        ANSWER + "    anwser: x\n",
        [
            '6:5: answer "a": unknown key "anwser" (did you mean "answer"?)',
        ],
    ),
    (
        "an unknown key gets the list of those there are",
        ANSWER + "    answer: x\n    colour: 1\n",
        [
            '7:5: answer "a": unknown key "colour"; the keys here are name, asks, answer, complaint, needs, '
            'without, apology, understanding, grants, choices, assurance, goodwill, decline, when, cases, in, tests',
        ],
    ),
    (
        "a key of another place is told where it belongs",
        ANSWER + "    answer: x\n    matches: [y]\n",
        [
            '7:5: answer "a": unknown key "matches"; it belongs under "tests", check the indentation',
        ],
    ),
    (
        "a key twice names the first",
        ANSWER + "    answer: x\n    answer: y\n",
        [
            '7:5: answer "a": "answer" stands twice here (first on line 6); keep one',
        ],
    ),
    (
        "an answer that says nothing is told to",
        ANSWER,
        [
            '4:5: answer "a": there is neither "answer" nor "decline"; add what the reply should say, for '
            'example: answer: We are open on Saturdays.',
        ],
    ),
    (
        "an answer left empty is told to",
        ANSWER + "    answer:\n",
        [
            '6:5: answer "a": "answer" is empty; write something after it, or delete the line',
        ],
    ),
    (
        "a list where one text belongs is refused",
        ANSWER + "    answer: [x, y]\n",
        [
            '6:13: answer "a": "answer" should be one text, but is a list; write it after the colon, without [ '
            '] or dashes',
        ],
    ),
    (
        "keys where a text belongs are refused",
        ANSWER + "    answer: {a: x, b: y}\n",
        [
            '6:13: answer "a": "answer" should be a text, but holds keys (a, b); put the whole line in quotes: "..."',
        ],
    ),
    (
        "a text with a colon is told to use quotes",
        ANSWER + "    answer: We say: yes\n",
        [
            '6:19: answer "a": a text with ": " in it must stand in quotes; put the whole text in quotes: "..."',
        ],
    ),
    (
        "a phrasing with a colon is told to use quotes",
        HEAD + "answers:\n  - name: a\n    asks:\n      - Hello: where is it\n    answer: x\n",
        [
            '6:9: answer "a": "asks", item 1, should be a text, but ": " in it makes it a key and a value; put '
            'the whole line in quotes: "..."',
        ],
    ),
    (
        "braces without quotes are told to use them",
        ANSWER + "    answer: {{ business.name }}\n",
        [
            '6:13: answer "a": text that begins with "{{" must stand in quotes, like "{{ facts.opening_hours }}"',
        ],
    ),
    (
        "braces and more without quotes are told to use them",
        ANSWER + "    answer: {{ business.name }} it is\n",
        [
            '6:13: answer "a": text with "{{" in it must stand in quotes here, like "We are open {{ '
            'facts.opening_hours }}."',
        ],
    ),
    (
        "braces in a bracketed list are told to use quotes",
        ANSWER + "    answer: x\n    choices: [We refund {{ order.total }} now]\n",
        [
            '7:25: answer "a": text with "{{" in it must stand in quotes here, like "We are open {{ '
            'facts.opening_hours }}."',
        ],
    ),
    (
        "an answer without asks is told to have some",
        HEAD + "answers:\n  - name: a\n    answer: x\n",
        [
            '4:5: answer "a": "asks" is missing; add it, for example: asks: [When are you open?]',
        ],
    ),
    (
        "empty asks are told to be filled",
        HEAD + "answers:\n  - name: a\n    asks:\n    answer: x\n",
        [
            '5:5: answer "a": "asks" is empty; write how customers put it, for example: asks: [When are you open?]',
        ],
    ),
    (
        "an empty phrasing is refused",
        HEAD + "answers:\n  - name: a\n    asks:\n      -\n    answer: x\n",
        [
            '6:8: answer "a": "asks", item 1, is empty; write something after it, or delete the line',
        ],
    ),
    (
        "an answer without a name is asked for one",
        HEAD + "answers:\n  - asks: [x]\n    answer: x\n",
        [
            '4:5: answer 1 of the list: "name" is missing; add it, for example: name: opening-hours',
        ],
    ),
    (
        "answers that are no list are refused",
        HEAD + "answers:\n  a:\n    asks: [x]\n",
        [
            '4:3: "answers" should be a list, one "- " a line, but holds keys',
        ],
    ),
    (
        "an answer that is only text shows an example",
        HEAD + "answers:\n  - just text\n",
        [
            "4:5: answer 1 of the list: it should hold keys, for example: {name: opening-hours, asks: [When are"
            " you open?]}, but is a text",
        ],
    ),
    (
        "a name used twice names the first, whatever its case",
        ANSWER + "    answer: x\n  - {name: A, asks: [y], answer: z}\n",
        [
            '7:12: answer "A": this name is used twice (first on line 4); rename one',
        ],
    ),
    (
        "what is neither yes nor no is refused",
        ANSWER + "    answer: x\n    complaint: maybe\n",
        [
            '7:16: answer "a": "complaint" should be true or false, not "maybe"',
        ],
    ),
    (
        "a misspelt remedy gets the nearest right word",
        ANSWER + "    answer: x\n    grants: [refnd]\n",
        [
            '7:14: answer "a": "grants", item 1, should be refund, replacement, repair, information, apology, '
            'cancellation or other, not "refnd" (did you mean "refund"?)',
        ],
    ),
    (
        "a choice with an unknown remedy is refused",
        ANSWER + "    answer: x\n    choices: [{refnd: we refund you}]\n",
        [
            '7:15: answer "a": "choices", item 1, should be a sentence, or one remedy and a clause such as '
            '"refund: we refund the full price"; the remedies are refund, replacement, repair, information, '
            'apology, cancellation or other, not "refnd" (did you mean "refund"?)',
        ],
    ),
    (
        "a choice with an empty clause is refused",
        ANSWER + "    answer: x\n    choices: [{refund: }]\n",
        [
            '7:15: answer "a": "choices", item 1, is empty; write something after it, or delete the line',
        ],
    ),
    (
        "a lookup that is not there is named with the nearest",
        LOOKUP + "answers:\n  - {name: a, asks: [x], answer: y, needs: ordr}\n",
        [
            '6:44: answer "a": there is no lookup "ordr" (did you mean "order"?)',
        ],
    ),
    (
        "a lookup that is not there and like no other is to be added",
        ANSWER + "    answer: x\n    needs: stock\n",
        [
            '7:12: answer "a": there is no lookup "stock"; add it under lookups:',
        ],
    ),
    (
        "a gesture that is not there is to be added",
        ANSWER + "    answer: x\n    goodwill: gift\n",
        [
            '7:15: answer "a": there is no gesture "gift"; add it under goodwill:',
        ],
    ),
    (
        "a decline without keys shows an example",
        ANSWER + "    decline: returns\n",
        [
            '6:14: answer "a": "decline" should hold keys, for example: {term: returns, instead: We gladly '
            'offer you half its price as credit.}, but is a text',
        ],
    ),
    (
        "a decline without its term is asked for it",
        ANSWER + "    decline: {instead: x}\n",
        [
            '6:14: answer "a": "term" is missing in "decline"; add it, for example: term: returns',
        ],
    ),
    (
        "a decline without an alternative is asked for one",
        HEAD + "terms: {returns: x}\nanswers:\n  - {name: a, asks: [x], decline: {term: returns}}\n",
        [
            '5:35: answer "a": "instead" is missing in "decline"; add it, for example: instead: We gladly offer'
            ' you half its price as credit.',
        ],
    ),
    (
        "a term that is not there is to be added",
        ANSWER + "    decline: {term: returns, instead: x}\n",
        [
            '6:21: answer "a": there is no term "returns"; add it under terms:',
        ],
    ),
    (
        "a misspelt key of a decline gets the nearest right word",
        HEAD + "terms: {returns: x}\nanswers:\n  - {name: a, asks: [x], decline: {term: returns, insted: y}}\n",
        [
            '5:51: answer "a": "decline" has an unknown key "insted" (did you mean "instead"?)',
        ],
    ),
    (
        "without is of no use without needs",
        ANSWER + "    answer: x\n    without: Which order?\n",
        [
            '7:5: warning: answer "a": "without" is never said, for there is no "needs"; name the lookup: '
            'needs: order',
        ],
    ),
    (
        "tests as a bare list are told their keys",
        ANSWER + "    answer: x\n    tests: [x]\n",
        [
            '7:12: answer "a": "tests" should hold keys such as matches, not, each on a line of its own below '
            'it, indented, but is a list',
        ],
    ),
    (
        "a fact with a hyphen gets a name that will do",
        HEAD + "facts: {opening-hours: x}\n",
        [
            '3:9: fact "opening-hours": cannot be used as a name in words; write small letters, digits and "_",'
            ' such as opening_hours',
        ],
    ),
    (
        "a fact with an accent gets a name that will do",
        HEAD + "facts: {Größe: x}\n",
        [
            '3:9: fact "Größe": cannot be used as a name in words; write small letters, digits and "_", such as'
            ' grosse',
        ],
    ),
    (
        "a fact that is a list is refused",
        HEAD + "facts: {a: [x, y]}\n",
        [
            '3:12: fact "a": it should be one text, but is a list; if it is one text, put it in quotes',
        ],
    ),
    (
        "a fact without a value is asked for one",
        HEAD + "facts: {a: {owner: x}}\n",
        [
            '3:12: fact "a": "value" is missing; add it, for example: value: 30 days',
        ],
    ),
    (
        "an empty fact is refused",
        HEAD + "facts:\n  a:\n",
        [
            '4:3: fact "a": it is empty; write the fact after it, or delete the line',
        ],
    ),
    (
        "a fact with braces is to be written out",
        HEAD + "facts: {a: \"{{ facts.b }}\"}\n",
        [
            '3:13: fact "a": "{{ facts.b }}" uses braces; a fact is plain text, write it out',
        ],
    ),
    (
        "a date in another order is shown the right one",
        HEAD + "facts: {a: {value: x, valid_until: 30/06/2027}}\n",
        [
            '3:36: fact "a": "valid_until" should be a date written year-month-day, such as 2027-06-30, not '
            '"30/06/2027" '
            '(did you mean "2027-06-30"?)',
        ],
    ),
    (
        "a day that is not in the calendar is refused",
        HEAD + "facts: {a: {value: x, valid_until: 2027-02-30}}\n",
        [
            '3:36: fact "a": "valid_until" is no day of the calendar: "2027-02-30"',
        ],
    ),
    (
        "a pattern that looks ahead is refused in our own words",
        HEAD + "lookups:\n  order: {find: \"HL-(?=x)\", csv: o.csv, key: n, belongs_to: e}\n",
        [
            "4:17: lookup \"order\": \"find\" looks ahead with \"(?=...)\", which the safe engine does not do; "
            "describe the number itself, such as 'HL-\\d{5}'",
        ],
    ),
    (
        "a pattern that looks back is refused in our own words",
        HEAD + "lookups:\n  order: {find: \"(?<!x)HL\", csv: o.csv, key: n, belongs_to: e}\n",
        [
            "4:17: lookup \"order\": \"find\" looks back with \"(?<!...)\", which the safe engine does not do; "
            "describe the number itself, such as 'HL-\\d{5}'",
        ],
    ),
    (
        "a pattern that repeats itself is refused in our own words",
        HEAD + "lookups:\n  order: {find: '(a)\\1', csv: o.csv, key: n, belongs_to: e}\n",
        [
            "4:17: lookup \"order\": \"find\" repeats an earlier part (such as \\1), which the safe engine does"
            " not do; write that part out again",
        ],
    ),
    (
        "a broken pattern is refused",
        HEAD + "lookups:\n  order: {find: \"HL-(\", csv: o.csv, key: n, belongs_to: e}\n",
        [
            '4:17: lookup "order": "find" is no pattern that can be used (missing ): HL-(); check brackets and '
            'backslashes',
        ],
    ),
    (
        "a pattern that finds nothing is refused",
        HEAD + "lookups:\n  order: {find: \"x*\", csv: o.csv, key: n, belongs_to: e}\n",
        [
            "4:17: lookup \"order\": \"find\" matches even an empty text; describe what must stand there, such "
            "as 'HL-\\d{5}'",
        ],
    ),
    (
        "a pattern with two groups is refused",
        HEAD + "lookups:\n  order: {find: \"(a)(b)\", csv: o.csv, key: n, belongs_to: e}\n",
        [
            '4:17: lookup "order": "find" has more than one group "( )"; put at most one around what is to be '
            'looked up',
        ],
    ),
    (
        "a lookup named like a section is refused",
        HEAD + "lookups:\n  facts: {find: HL-9, csv: o.csv, key: n, belongs_to: e}\n",
        [
            '4:3: lookup "facts": "facts" already means something in words; name it otherwise',
        ],
    ),
    (
        "a backslash in double quotes is explained",
        HEAD + "lookups:\n  order: {find: \"HL-\\d\", csv: o.csv, key: n, belongs_to: e}\n",
        [
            "4:22: inside \"...\" a \"\\\" must be written \"\\\\\"; or use '...', where it may stand as it is",
        ],
    ),
    (
        "a number is not a length of time",
        HEAD + "goodwill:\n  g: {say: x, every: 14}\n",
        [
            '4:22: goodwill "g": "every" should be a length of time such as "14 days" or "2 weeks", not "14" '
            '(did you mean "14 days"?)',
        ],
    ),
    (
        "months are to be written in days",
        HEAD + "goodwill:\n  g: {say: x, every: 3 months}\n",
        [
            '4:22: goodwill "g": "every" should be a length of time such as "14 days" or "2 weeks", not "3 '
            'months"; months and years differ in length, write "90 days"',
        ],
    ),
    (
        "working days cannot be counted where every day counts",
        HEAD + "goodwill:\n  g: {say: x, every: 1 working day}\n",
        [
            '4:22: goodwill "g": "every" counts every day of the calendar; write days or weeks, not "1 working day"',
        ],
    ),
    (
        "what is no length of time is refused",
        "version: 1\nbusiness: {name: X, answer_within: soon}\n",
        [
            '2:36: business: "answer_within" should be a length of time such as "1 working day" or "4 hours", '
            'not "soon"',
        ],
    ),
    (
        "a count below one is refused",
        HEAD + "goodwill:\n  g: {say: x, in_all: 0}\n",
        [
            '4:23: goodwill "g": "in_all" should be a whole number from 1, such as 200, not "0"',
        ],
    ),
    (
        "a misspelt treatment gets the nearest right word",
        HEAD + "conduct: {abuse: clam}\n",
        [
            '3:18: conduct: "abuse" should be draft, calm, hold or mark, not "clam" (did you mean "calm"?)',
        ],
    ),
    (
        "a sender that is no address is refused",
        HEAD + "senders: {never: [foo]}\n",
        [
            '3:19: senders: "never", item 1, should be an e-mail address such as ann@example.com, or '
            '@example.com, not "foo"',
        ],
    ),
    (
        "a misspelt form of address gets the nearest right word",
        "version: 1\nbusiness: {name: X, address: frmal}\n",
        [
            '2:30: business: "address" should be formal or as-signed, not "frmal" (did you mean "formal"?)',
        ],
    ),
    (
        "a time zone is named by its place",
        "version: 1\nbusiness: {name: X, timezone: London}\n",
        [
            '2:31: business: "timezone" should be a time zone named by its place, such as Europe/London, or '
            'UTC, not "London" (did you mean "Europe/London"?)',
        ],
    ),
    (
        "a language is two letters",
        "version: 1\nbusiness: {name: X, languages: [english]}\n",
        [
            '2:33: business: "languages", item 1, should be the two letters of a language, such as en, not '
            '"english" (did you mean "en"?)',
        ],
    ),
    (
        "an unknown fact gets the nearest right word",
        HEAD + "facts: {opening_hours: x}\nclosings: [\"Open {{ facts.opening }}.\"]\n",
        [
            '4:21: closings: in item 1: there is no fact "opening" (did you mean "opening_hours"?)',
        ],
    ),
    (
        "an unknown fact like no other is to be added",
        ANSWER + "    answer: \"{{ facts.price }}\"\n",
        [
            '6:17: answer "a": in "answer": there is no fact "price"; add it under facts:',
        ],
    ),
    (
        "a fact without its section gets it",
        HEAD + "facts: {opening_hours: x}\nclosings: [\"Open {{ opening_hours }}.\"]\n",
        [
            '4:21: closings: in item 1: {{ opening_hours }} is no name that words may use (did you mean '
            '"facts.opening_hours"?)',
        ],
    ),
    (
        "an unknown bare name is told how to write a fact",
        HEAD + "closings: [\"Open {{ hours }}.\"]\n",
        [
            "3:21: closings: in item 1: {{ hours }} is no name that words may use; write facts.NAME, and add "
            "the fact under facts:",
        ],
    ),
    (
        "a section alone is no name",
        HEAD + "closings: [\"{{ facts }}\"]\n",
        [
            "3:16: closings: in item 1: {{ facts }} is no name that words may use; say which one, such as "
            "facts.opening_hours",
        ],
    ),
    (
        "a misspelt section in words gets the nearest right word",
        HEAD + "closings: [\"{{ fact.x }}\"]\n",
        [
            '3:16: closings: in item 1: there is no lookup "fact" (did you mean "facts"?)',
        ],
    ),
    (
        "of the business only the name may be used",
        HEAD + "closings: [\"{{ business.phone }}\"]\n",
        [
            "3:16: closings: in item 1: {{ business.phone }} is not known; of the business words may use "
            "business.name; make it a fact",
        ],
    ),
    (
        "a term inside a term is refused",
        HEAD + "terms: {a: \"{{ terms.b }}\", b: x}\n",
        [
            '3:16: term "a": {{ terms.b }} names a term inside a term; write it out, or make it a fact',
        ],
    ),
    (
        "single braces are told to be double",
        HEAD + "facts: {hours: x}\nclosings: [\"{ facts.hours }\"]\n",
        [
            "4:13: closings: in item 1: { facts.hours } has one brace on each side; write {{ facts.hours }}",
        ],
    ),
    (
        "braces that are never closed are named",
        HEAD + "closings: [\"{{ facts.hours }\"]\n",
        [
            '3:13: closings: in item 1: "{{" is never closed; write {{ ... }}, such as {{ facts.opening_hours }}',
        ],
    ),
    (
        "braces that were never opened are named",
        HEAD + "closings: [\"x }} y\"]\n",
        [
            '3:15: closings: in item 1: "}}" closes what no "{{" has opened; open it, or delete it',
        ],
    ),
    (
        "an order in words that do not need it is refused",
        LOOKUP + "answers:\n  - {name: a, asks: [x], answer: \"{{ order.due }}\"}\n",
        [
            '6:38: answer "a": in "answer": {{ order.due }} is used but there is no "needs"; add "needs: order"'
            ' to the answer',
        ],
    ),
    (
        "an order in words that need something else is refused",
        LOOKUP + (
            "  stock: {find: S-9, csv: o.csv, key: n, belongs_to: e}\n"
            "answers:\n"
            "  - {name: a, asks: [x], answer: \"{{ order.due }}\", needs: stock}\n"
        ),
        [
            '7:38: answer "a": in "answer": {{ order.due }} is used but it says "needs: stock"; add "needs: '
            'order" to the answer',
        ],
    ),
    (
        "an order where none was found is refused",
        LOOKUP + "answers:\n  - {name: a, asks: [x], answer: y, needs: order, without: \"{{ order.due }}\"}\n",
        [
            '6:64: answer "a": in "without": {{ order.due }} is not known here: "without" is said when no order'
            ' was found',
        ],
    ),
    (
        "an order in shared words is refused",
        LOOKUP + "closings: [\"{{ order.due }}\"]\n",
        [
            '5:16: closings: in item 1: {{ order.due }} is about one order; only an answer with "needs: order" '
            'may say it',
        ],
    ),
    (
        "a place inside a block of text is exact",
        ANSWER + "    answer: >-\n      one\n      two {{ facts.b }}\n",
        [
            '8:14: answer "a": in "answer": there is no fact "b"; add it under facts:',
        ],
    ),
    (
        "a tab is named",
        HEAD + "facts:\n\ta: x\n",
        [
            "4:1: a tab stands here; indent with spaces (two for each step)",
        ],
    ),
    (
        "a quote that is never closed is named where it opens, and the next answer is still read",
        ANSWER + "    answer: \"x\n  - name: b\n    asks: [x]\n    answr: y\n",
        [
            '6:13: answer "a": the quote that opens here is never closed; close it, or leave both out',
            '9:5: answer "b": unknown key "answr" (did you mean "answer"?)',
        ],
    ),
    (
        "an apostrophe in single quotes is explained",
        ANSWER + "    answer: 'it's'\n",
        [
            "6:17: answer \"a\": text goes on here after the closing quote; quote the whole text, and inside "
            "'...' write an apostrophe twice: 'it''s'",
        ],
    ),
    (
        "a bracket that is never closed is named where it opens",
        ANSWER + "    answer: [x, y\n",
        [
            '6:13: answer "a": what opens with "[" here does not close with "]"; close it, put texts in it in '
            'quotes, or write a list with one "- " a line',
        ],
    ),
    (
        "a key that does not line up is told to",
        ANSWER + "   complaint: true\n",
        [
            '6:4: answer "a": this line does not line up with those it belongs to; start keys of one group, and'
            ' the dashes of one list, in the same column',
        ],
    ),
    (
        "a key indented too far is told the line above",
        HEAD + "facts:\n  a: x\n    b: y\n",
        [
            "5:5: this line is indented further than line 4 above it; start keys of one group in the same column",
        ],
    ),
    (
        "a missing space after a colon is named",
        ANSWER + "    answer:x\n",
        [
            '6:5: answer "a": a space is missing after the colon; write "key: text"',
        ],
    ),
    (
        "a line without a colon is named",
        ANSWER + "    answer\n",
        [
            '6:5: answer "a": a colon is missing after "answer"; write "answer:"',
        ],
    ),
    (
        "a text that begins with a sign of YAML is told to use quotes",
        ANSWER + "    answer: \"@x\"\n    apology: @home\n",
        [
            '7:14: answer "a": text cannot begin with "@"; put the whole text in quotes: "..."',
        ],
    ),
    (
        "a text that begins with a star is told to use quotes",
        ANSWER + "    answer: *really*\n",
        [
            '6:13: answer "a": text cannot begin with "*"; put the whole text in quotes: "..."',
        ],
    ),
    (
        "a text that begins with an exclamation mark is told to use quotes",
        ANSWER + "    answer: !x y\n",
        [
            '6:13: answer "a": text that begins with "!" must stand in quotes: "..."',
        ],
    ),
    (
        "a text that begins with an ampersand is told to use quotes",
        ANSWER + "    answer: &Co is us\n",
        [
            '6:13: answer "a": text that begins with "&" must stand in quotes: "..."',
        ],
    ),
    (
        "a greater-than sign before text is explained",
        ANSWER + "    answer: >x\n",
        [
            '6:13: answer "a": after "|" or ">" the text begins on the next line, indented; if the sign itself '
            'is meant, put the whole text in quotes: "..."',
        ],
    ),
    (
        "a dash in the middle of a line is explained",
        ANSWER + "    answer: - x\n",
        [
            '6:13: answer "a": a list item ("- ") must begin a line of its own',
        ],
    ),
    (
        "a second document is refused",
        HEAD + "---\nfacts: {}\n",
        [
            '3:1: a line "---" begins a second file here; remove it',
        ],
    ),
    (
        "a key that is a list is refused",
        HEAD + "facts:\n  [a]: b\n",
        [
            '4:3: a key should be a plain word, like "answer:", not a list or a mapping',
        ],
    ),
    (
        "a part inside itself is refused",
        "a: &x [*x]\n",
        [
            "1:4: this stands inside itself, or too deep in brackets; write it out",
        ],
    ),
    (
        "brackets too deep are refused",
        "[" * 3000,
        [
            "1:201: lists stand inside lists too many times over to be read; close them",
        ],
    ),
    (
        "a file that is no YAML at all is refused",
        "}",
        [
            "1:1: this cannot be read as YAML (expected the node content, but found '}'); check quotes, colons "
            "and indentation",
        ],
    ),
    (
        "an invisible character is a warning",
        ANSWER + "    answer: a\u0007b\n",
        [
            '6:14: warning: answer "a": here is a character that cannot be seen (U+0007); it is read as a '
            'space, delete it',
        ],
    ),
    (
        "a text cut at a number sign is a warning",
        ANSWER + "    answer: Use code #5 now\n",
        [
            '6:13: warning: answer "a": "answer" ends before "#5", for " #" begins a note that is not read; if '
            'it belongs to the text, put the whole text in quotes: "..."',
        ],
    ),
    (
        "a text cut at a comma is a warning",
        HEAD + "answers:\n  - name: a\n    asks: [Hello, where is it?]\n    answer: x\n",
        [
            '5:19: warning: answer "a": "asks", item 2 looks like the rest of "Hello", for a comma between [ ] '
            'begins a new item; if they are one text, put it in quotes: "..."',
        ],
    ),
    (
        "a dash before each key is told to be spaces",
        HEAD + "answers:\n  - name: a\n  - asks: [x]\n  - answer: y\n",
        [
            '5:5: answer 2 of the list: the "- " begins a new answer; if "asks" belongs to "a" above, write '
            'spaces in its place',
            '6:5: answer 3 of the list: the "- " begins a new answer; if "answer" belongs to "a" above, write '
            'spaces in its place',
        ],
    ),
    (
        "a dash without a space is told",
        HEAD + "answers:\n  - name: a\n    asks:\n      -When?\n      -Where?\n    answer: y\n",
        [
            '6:7: answer "a": "asks" is read as one text, for a space is missing after each "-"; write "- text"',
        ],
    ),
    (
        "curly quotes are told to be straight",
        ANSWER + "    answer: “We say: yes”\n",
        [
            '6:13: answer "a": curly quotes do not count as quotes; use straight ones: "..."',
        ],
    ),
    (
        "curly quotes that would stand in the reply are a warning",
        ANSWER + "    answer: “We do.”\n",
        [
            '6:13: warning: answer "a": "answer" stands in curly quotes, which will be part of the text; if '
            'they are not meant to be, use straight ones: "..."',
        ],
    ),
    (
        "a space from a web page is named",
        ANSWER + "    answer: x\n",
        [
            '6:1: warning: answer "a": a space of another kind stands here (U+00A0, as copied from a web page);'
            ' it is read as a space, replace it by one',
        ],
    ),
    (
        "a line break that would be spelled out is a warning",
        "version: 1\nbusiness:\n  name: X\n  signature: Yours,\\nAnna\n",
        [
            "4:20: warning: business: \"signature\" holds \"\\n\", which begins a new line only in double "
            "quotes; put the whole text in quotes: \"...\"",
        ],
    ),
    (
        "several phrasings in one text are a warning",
        HEAD + "answers:\n  - name: a\n    asks: When?, Where?\n    answer: x\n",
        [
            '5:11: warning: answer "a": "asks" is one phrasing with several questions in it; write each on a '
            'line of its own, with "- " before it',
        ],
    ),
    (
        "a fact used by the name it should have is told of once",
        HEAD + "facts: {opening hours: x}\nclosings: [\"{{ facts.opening_hours }}\"]\n",
        [
            '3:9: fact "opening hours": cannot be used as a name in words; write small letters, digits and "_",'
            ' such as opening_hours',
        ],
    ),
    (
        "two parts that are no YAML are both named, and the rest is read",
        HEAD + (
            "facts:\n"
            "  a: b: c\n"
            "answers:\n"
            "  - {name: n, asks: [x], answer: \"{{ facts.a }}\"}\n"
            "  - name: m\n"
            "    answer: \"x\n"
            "  - {name: o, asks: [x], anwser: y}\n"
        ),
        [
            '4:7: a text with ": " in it must stand in quotes; put the whole text in quotes: "..."',
            '8:13: answer "m": the quote that opens here is never closed; close it, or leave both out',
            '9:26: answer "o": unknown key "anwser" (did you mean "answer"?)',
        ],
    ),
    (
        "a text that is not there is named with the nearest",
        HEAD + "texts: {how: x}\nanswers:\n  - {name: a, asks: [x], answer: '{{ texts.hwo }}'}\n",
        ['5:38: answer "a": in "answer": there is no text "hwo" (did you mean "how"?)'],
    ),
    (
        "a text in a text is refused",
        HEAD + "texts:\n  a: x\n  b: '{{ texts.a }}'\n",
        ['5:10: text "b": {{ texts.a }} names a text inside another; write it out, or make it a fact'],
    ),
    (
        "an unknown key under when is named with the nearest, or with those there are",
        HEAD + "answers:\n  - name: a\n    asks: [x]\n    answer: y\n    when: {untill: 2026-01-01, weather: fine}\n",
        [
            '7:12: answer "a": "when" has an unknown key "untill" (did you mean "until"?)',
            '7:32: answer "a": "when" has an unknown key "weather"; the keys here are from, until, days, hours, open, '
            "and a column of a lookup, such as order.state",
        ],
    ),
    (
        "what is written under when is read as days, hours and columns",
        HEAD + (
            "lookups: {order: {find: x1, csv: o.csv, key: n, belongs_to: e}}\n"
            "answers:\n  - name: a\n    asks: [x]\n    answer: y\n    needs: order\n    when:\n"
            "      from: tomorrow\n      days: mondy\n      hours: 9 to 5\n      open: perhaps\n"
            "      order.a: {at_least: many, atmost: 3}\n      order.b:\n      ordr.c: x\n"
        ),
        [
            '10:13: answer "a": "from" of "when" should be a date written year-month-day, such as 2027-06-30, not '
            '"tomorrow"',
            '11:13: answer "a": "days" of "when", item 1, should be days of the week such as "monday to friday", not '
            '"mondy" (did you mean "monday"?)',
            '12:14: answer "a": "hours" of "when", item 1, should be hours such as "9:00 to 17:00", not "9 to 5" '
            '(did you mean "9:00 to 17:00"?)',
            '13:13: answer "a": "open" of "when" should be true or false, not "perhaps"',
            '14:27: answer "a": "at_least" of "when" should be a number such as 50 or 19.90, without a currency, not '
            '"many"',
            '14:33: answer "a": "order.a" has an unknown key "atmost" (did you mean "at_most"?)',
            '15:7: answer "a": "order.b" of "when" is empty; write what it must be, or delete the line',
            '16:7: answer "a": there is no lookup "ordr" (did you mean "order"?)',
        ],
    ),
    (
        "a condition on an order that the answer does not need is refused",
        HEAD + (
            "lookups: {order: {find: x1, csv: o.csv, key: n, belongs_to: e}}\n"
            "answers:\n  - {name: a, asks: [x], answer: y, when: {order.state: z}}\n"
        ),
        ['5:44: answer "a": "order.state" is looked at, so the answer must say: needs: order'],
    ),
    (
        "days that never come are told",
        HEAD + "answers:\n  - {name: a, asks: [x], answer: y, when: {from: 2026-02-01, until: 2026-01-01}}\n",
        ['4:69: answer "a": "until" is before "from", so this never holds; the first day is 2026-02-01'],
    ),
    (
        "a case needs its condition and its words",
        HEAD + "answers:\n  - name: a\n    asks: [x]\n    cases:\n      - answer: y\n      - when: {open: true}\n",
        [
            '7:9: answer "a": "when" is missing in "cases", item 1; add it, for example: when: {until: 2026-12-31}',
            '8:9: answer "a": case 2 says nothing; add what the reply should say, such as: answer: We are closed.',
        ],
    ),
    (
        "a language that is not served, the main one, and one that is none",
        HEAD + (
            "answers:\n  - name: a\n    asks: [x]\n    answer: y\n"
            "    in: {fr: {answer: z}, en: {answer: z}, german: {answer: z}}\n"
        ),
        [
            '7:10: answer "a": "fr" is not served; under business write: languages: [en, fr]',
            '7:27: answer "a": "en" is the language of all words without "in", the first under languages; write these '
            "words there",
            '7:44: answer "a": "german" should be the two letters of a language, such as en, not "german" (did you '
            'mean "de"?)',
        ],
    ),
    (
        "words in another language have the names of the main one",
        "version: 1\nbusiness: {name: X, languages: [en, de]}\nfacts: {phone: 1}\n"
        "in:\n  de: {facts: {fone: 2}, goodwill: {gift: G}, closing: [x]}\n",
        [
            '5:16: in: there is no fact "fone" (did you mean "phone"?)',
            '5:37: in: there is no gesture "gift"; add it under goodwill: first',
            '5:47: in: unknown key "closing" (did you mean "closings"?)',
        ],
    ),
    (
        "hours of opening are read",
        "version: 1\nbusiness:\n  name: X\n  open: {mon to fri: 9-17, someday: '9:00 to 17:00'}\n  closed: christmas\n",
        [
            '4:22: business: "mon to fri" of "open", item 1, should be hours such as "9:00 to 17:00", not "9-17" '
            '(did you mean "9:00 to 17:00"?)',
            '4:28: business: "someday" should be days of the week such as "monday to friday", not "someday" (did you '
            'mean "sunday"?)',
            '5:11: business: "closed", item 1, should be a date written year-month-day, such as 2027-06-30, not '
            '"christmas"',
        ],
    ),
    (
        "a lookup has one source, with the keys that go with it",
        HEAD + (
            "lookups:\n"
            "  a: {find: x1, key: n, belongs_to: e}\n"
            "  b: {find: x1, csv: o.csv, http: 'https://x.example/{key}', belongs_to: e}\n"
            "  c: {find: x1, csv: o.csv, table: t, key: n, belongs_to: e}\n"
            "  d: {find: x1, database: $DB, belongs_to: e}\n"
            "  e: {find: x1, database: $DB, table: t, belongs_to: e}\n"
            "  f: {find: x1, csv: o.csv, key: n}\n"
            "  g: {find: x1, csv: o.csv, key: n, belongs_to: e, anyone_may_be_told_this: true}\n"
        ),
        [
            '4:6: lookup "a": it says nowhere to look; add "csv: data/orders.csv", or database, or http',
            '5:6: lookup "b": it has both "csv" and "http"; keep one',
            '6:6: lookup "c": it has "table", which goes with "database" and not with "csv"; delete it',
            '7:6: lookup "d": it needs either "table", the name of the table, or "query", and not both',
            '8:6: lookup "e": it has no "key"; add the column that holds the number, for example: key: number',
            '9:6: lookup "f": it does not say whom it belongs to; add the column with the customer\'s e-mail address, '
            "for example: belongs_to: email (or, if it may be told to whoever asks, anyone_may_be_told_this: true)",
            '10:6: lookup "g": it has both "belongs_to" and "anyone_may_be_told_this"; keep belongs_to',
        ],
    ),
    (
        "what cannot be asked of a database or of an address is told, and no secret is",
        HEAD + (
            "lookups:\n"
            "  a: {find: x1, database: shop.db, table: t, key: n, belongs_to: e}\n"
            "  b: {find: x1, database: $DB, query: 'DELETE FROM t WHERE n = :key', belongs_to: e}\n"
            "  c: {find: x1, database: $DB, query: 'SELECT 1', belongs_to: e}\n"
            "  d: {find: x1, database: $DB, query: \"SELECT 1 FROM t WHERE n = ':key'\", belongs_to: e}\n"
            "  f: {find: x1, http: 'http://x.example/{key}', belongs_to: e}\n"
            "  g: {find: x1, http: 'https://{key}.x.example/', belongs_to: e}\n"
            "  h: {find: x1, http: 'https://ann:hush@x.example/{key}', belongs_to: e}\n"
            "  i: {find: x1, http: 'https://x.example/{key}', token: hush, belongs_to: e}\n"
        ),
        [
            '4:27: lookup "a": "database" should be the URL of a database, such as sqlite:///data/shop.db, or $NAME '
            "for an environment variable that holds it",
            '5:39: lookup "b": "query" should be one query that only reads, such as: SELECT * FROM orders WHERE number '
            "= :key",
            '6:39: lookup "c": "query" has no :key; write it where the number goes, such as: WHERE number = :key',
            '7:39: lookup "d": "query" has :key in quotes; write it without them, they are put around it',
            '8:23: lookup "f": "http" should begin with https://, for what goes over plain http can be read and '
            "changed on its way",
            '9:23: lookup "g": "http" should name its one server, such as https://shop.example/orders/{key}',
            '10:23: lookup "h": "http" has a name or a password in it; put it in an environment variable, and name '
            "that as token",
            '11:57: lookup "i": "token" should name an environment variable, such as $SHOP_TOKEN; a secret does not '
            "belong in here",
        ],
    ),
    (
        "a section without its colon is one fault, and its names are not missed",
        "version: 1\nbusiness: {name: X}\nfacts\n  a: b\nanswers:\n"
        "  - {name: a, asks: [When?], answer: 'At {{ facts.a }}.'}\n",
        [
            '3:1: a colon is missing after "facts"; write "facts:"',
        ],
    ),
    (
        "a key without its colon is named",
        ANSWER + "    answer At nine.\n    tests: {not: [x]}\n",
        [
            '6:5: answer "a": a colon is missing after "answer"; write "answer: ..."',
        ],
    ),
    (
        "a dash without its space is told as such",
        HEAD + "answers:\n  - name: a\n    answer: b\n    asks:\n      - When?\n      -where is it\n",
        [
            '8:7: answer "a": a space is missing after the "-"; write "- text"',
        ],
    ),
    (
        "answers without the key above them are told what is missing",
        HEAD + "closings:\n  - See you soon.\n\n  - name: a\n    asks: [When?]\n    answer: b\n",
        [
            '6:5: closings: item 2 should be a text, but is an answer; is "answers:" missing on a line above it?',
        ],
    ),
    (
        "answers below a section that is no list are told what is missing",
        HEAD + "terms:\n  a: b\n\n  - name: a\n    asks: [When?]\n    answer: b\n",
        [
            '6:3: a list of answers begins here, but "answers:" is missing on a line above it, at the left margin',
        ],
    ),
    (
        "a quote that is not closed is told where it opens, and not where the next one stands",
        HEAD + 'facts:\n  a: {value: "b, owner: c}\n  d: e\nterms:\n  f: "g"\n',
        [
            '4:14: the quote that opens here is never closed; close it, or leave both out',
        ],
    ),
    (
        "a quote that is not closed above a pattern with a backslash",
        HEAD + 'facts:\n  a: "b\n  c: d\nlookups:\n  order: {find: \'A-\\d\', csv: o.csv, key: "n", belongs_to: e}\n',
        [
            '4:6: the quote that opens here is never closed; close it, or leave both out',
        ],
    ),
    (
        "a colon in a text between braces",
        HEAD + "goodwill:\n  wash: {say: The next wash is on us: bring this.}\n",
        [
            '4:37: a text with ": " in it must stand in quotes; put the whole text in quotes: "..."',
        ],
    ),
    (
        "a comma in a text between braces",
        HEAD + "facts:\n  a: {value: £45, parts extra, owner: b}\n",
        [
            '4:19: fact "a": "parts extra" is taken for a key, for a comma between { } begins a new one; if it belongs '
            'to the text before it, put the whole text in straight quotes: "..."',
        ],
    ),
    (
        "a text that begins with a sign of YAML's is told the sign",
        HEAD + "answers:\n  - name: a\n    answer: b\n    asks:\n      - When?\n      - & how?\n",
        [
            '8:9: answer "a": text cannot begin with "&"; put the whole text in quotes: "..."',
        ],
    ),
    (
        "a text that begins with a question mark",
        HEAD + "answers:\n  - name: a\n    answer: b\n    asks:\n      - When?\n      - ? how\n",
        [
            '8:9: answer "a": text that begins with "?" must stand in quotes: "..."',
        ],
    ),
    (
        "a key at the left margin",
        ANSWER + "answer: At nine.\n    tests: {not: [x]}\n",
        [
            '4:5: answer "a": there is neither "answer" nor "decline"; add what the reply should say, for example: '
            "answer: We are open on Saturdays.",
            '6:1: answer "a": "answer" stands at the left margin; indent it like the other keys of its answer',
        ],
    ),
    (
        "curly quotes around a pattern are not a part of it",
        HEAD + "lookups:\n  order: {find: ‘HL-9’, csv: o.csv, key: n, belongs_to: e}\n",
        [
            '4:17: lookup "order": "find" stands in curly quotes, which are no quotes here; use straight ones, such as '
            "'HL-\\d{5}'",
        ],
    ),
    (
        "a lookup that is misspelt is told once, where it is named",
        LOOKUP + "answers:\n  - {name: a, asks: [When?], needs: ordre, answer: 'At {{ order.n }}.'}\n",
        [
            '6:37: answer "a": there is no lookup "ordre" (did you mean "order"?)',
        ],
    ),
    (
        "a name far from all others is told the few that are there",
        HEAD + "terms: {returns: No.}\nanswers:\n  - {name: a, asks: [When?], decline: {term: fitted, instead: b}}\n",
        [
            '5:46: answer "a": there is no term "fitted"; add it under terms:, or name one that is there: returns',
        ],
    ),
    (
        "languages written out are told once",
        "version: 1\nbusiness: {name: X, languages: [English, German]}\nin: {de: {closings: [Bis bald.]}}\n",
        [
            '2:33: business: "languages", item 1, should be the two letters of a language, such as en, not "English" '
            '(did you mean "en"?)',
            '2:42: business: "languages", item 2, should be the two letters of a language, such as en, not "German" '
            '(did you mean "de"?)',
        ],
    ),
]


@pytest.mark.parametrize(("rules", "lines"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_the_line_that_the_author_reads(rules: str, lines: list[str]) -> None:
    """Each fault is told with its place, its answer, what is wrong and what to do."""
    loaded = load(rules)
    assert [str(fault).removeprefix("rules.yaml:") for fault in loaded.faults] == lines
    assert (loaded.rulebook is None) == any(fault.severity == "error" for fault in loaded.faults)


def test_all_faults_are_found_in_one_run() -> None:
    """Faults of every kind in one file are all told at once, in the file's order."""
    rules = HEAD + (
        "facts: {opening-hours: x}\n"
        "colsings: [Enjoy your week.]\n"
        "answers:\n"
        "  - {name: a, asks: [x], answer: '{{ facts.b }}', goodwill: gift}\n"
        "  - {name: a, asks: [y], anwser: z}\n"
        "  - name: c\n"
        "    asks: [z]\n"
        "    answer: We say: yes\n"
    )
    assert [(fault.line, fault.code, fault.rule) for fault in load(rules).faults] == [
        (3, "wrong-name", None),
        (4, "unknown-key", None),
        (6, "unknown-fact", "a"),
        (6, "unknown-gesture", "a"),
        (7, "name-twice", "a"),
        (7, "unknown-key", "a"),
        (10, "not-quoted", "c"),
    ]


def test_the_path_is_named_as_given() -> None:
    """A fault names the file by the path that the caller knows it by."""
    [fault] = load("", path="shop/rules.yaml").faults
    assert str(fault).startswith("shop/rules.yaml:1:1: ")
