"""The countries that a text names, and whether words that speak of some countries hold for another.

"We send books to every country of the EU" is an answer for Portugal and none for Switzerland. Country names in
English, as people write them; towns are left to the matching.
"""

from __future__ import annotations

import re
from functools import lru_cache

# A name, or several of one country with "=" between them. The regions are those that businesses speak of.
_NAMES = {
    "eu": """
        Austria, Belgium, Bulgaria, Croatia, Cyprus, Czechia=Czech Republic, Denmark, Estonia, Finland, France, Germany,
        Greece, Hungary, Ireland=Republic of Ireland=Eire, Italy, Latvia, Lithuania, Luxembourg, Malta,
        Netherlands=Holland, Poland, Portugal, Romania, Slovakia, Slovenia, Spain, Sweden
    """,
    "europe": """
        Albania, Andorra, Armenia, Azerbaijan, Belarus, Bosnia=Bosnia and Herzegovina, Faroe Islands=Faroes, Georgia,
        Gibraltar, Iceland, Kosovo, Liechtenstein, Moldova, Monaco, Montenegro, North Macedonia=Macedonia, Norway,
        Russia, San Marino, Serbia, Switzerland, Turkey=Türkiye, Ukraine, Vatican
    """,
    "uk": "United Kingdom=UK=Britain=Great Britain, England, Scotland, Wales, Northern Ireland",
    "islands": "Guernsey, Isle of Man, Jersey=Channel Islands",
    "america": """
        Canada, United States=USA=America=the States, Mexico, Belize, Costa Rica, Cuba, Dominican Republic, El Salvador,
        Guatemala, Haiti, Honduras, Jamaica, Nicaragua, Panama, Puerto Rico, Bahamas, Barbados, Bermuda, Trinidad
    """,
    "south america": """
        Argentina, Bolivia, Brazil, Chile, Colombia, Ecuador, Guyana, Paraguay, Peru, Suriname, Uruguay, Venezuela
    """,
    "asia": """
        Afghanistan, Bahrain, Bangladesh, Bhutan, Brunei, Cambodia, China, Hong Kong, India, Indonesia, Iran, Iraq,
        Israel, Japan, Jordan, Kazakhstan, Kuwait, Kyrgyzstan, Laos, Lebanon, Macau, Malaysia, Maldives, Mongolia,
        Myanmar=Burma, Nepal, Oman, Pakistan, Palestine, Philippines, Qatar, Saudi Arabia, Singapore,
        South Korea=Korea, Sri Lanka, Syria, Taiwan, Tajikistan, Thailand, Turkmenistan, United Arab Emirates=UAE=Dubai,
        Uzbekistan, Vietnam, Yemen
    """,
    "africa": """
        Algeria, Angola, Benin, Botswana, Burkina Faso, Burundi, Cameroon, Chad, Congo, Djibouti, Egypt, Eritrea,
        Ethiopia, Gabon, Gambia, Ghana, Guinea, Ivory Coast, Kenya, Lesotho, Liberia, Libya, Madagascar, Malawi, Mali,
        Mauritania, Mauritius, Morocco, Mozambique, Namibia, Niger, Nigeria, Rwanda, Senegal, Seychelles, Sierra Leone,
        Somalia, South Africa, Sudan, Tanzania, Togo, Tunisia, Uganda, Zambia, Zimbabwe
    """,
    "oceania": "Australia, Fiji, New Zealand, Papua New Guinea, Samoa, Tonga, Vanuatu",
}
# What stands for many: a word and the regions it takes in.
_REGIONS = {
    r"eu|european union": ("eu",),
    r"europe": ("eu", "europe", "uk", "islands"),
    r"north america": ("america",),
    r"south america|latin america": ("south america",),
    r"asia": ("asia",),
    r"africa": ("africa",),
    r"world\w*|everywhere|abroad|international\w*|overseas|(?:any|every|all) (?:other )?countr(?:y|ies)": tuple(_NAMES),
}


def _table() -> dict[str, tuple[str, str]]:
    """A name in small letters to the country's own name and its region."""
    table: dict[str, tuple[str, str]] = {}
    for region, names in _NAMES.items():
        for country in names.split(","):
            own, *others = (name.strip() for name in " ".join(country.split()).split("="))
            table.update({name.lower(): (own, region) for name in (own, *others)})
    return table


_COUNTRIES = _table()
_ANY = "|".join(map(re.escape, sorted(_COUNTRIES, key=len, reverse=True)))
# By its capitals, or by what stands before it: "china cups" and "a turkey" are no countries. "US" only by its capitals.
_NAMED = re.compile(
    rf"(?<!\w)(?:(to|for|in|into|from|of) )?(?:the )?(?:({_ANY})|(?-i:(US|U\.S\.A?\.?)))(?!\w)", re.IGNORECASE
)
_WIDE = tuple((re.compile(rf"(?i)(?<!\w)(?:{names})(?!\w)"), regions) for names, regions in _REGIONS.items())
_STANDING = frozenset(["in", "from"])


def _named(text: str) -> list[tuple[str, str, str]]:
    """Each country that `text` names, its region, and the small word before it."""
    found = []
    for each in _NAMED.finditer(text):
        before, name = (each[1] or "").lower(), each[2]
        if name is None:
            found.append(("United States", "america", before))
        elif name[0].isupper() or before:
            found.append((*_COUNTRIES[name.lower()], before))
    return found


@lru_cache(maxsize=512)
def _held(words: str) -> tuple[frozenset[str], frozenset[str]]:
    """The countries, and the regions as a whole, that `words` speak of. A narrower region goes before all the world."""
    regions = next((frozenset(regions) for named, regions in _WIDE if named.search(words)), frozenset())
    return frozenset(country for country, _, _ in _named(words)), regions


def elsewhere(text: str, says: str, asks: tuple[str, ...]) -> str | None:
    """The country that `text` asks about and the words do not hold for; None where there is none.

    Which countries they hold for stands in `says`, else in `asks` where each of these names one.
    """
    wanted = _named(text)
    if not wanted:
        return None
    countries, regions = _held(says)
    if not countries and not regions:
        each = [_held(ask) for ask in asks]
        if not each or not all(named or wide for named, wide in each):
            return None
        countries, regions = (frozenset().union(*parts) for parts in zip(*each, strict=True))
    # England is in the UK, and who says "the UK" may be asking about it.
    if countries & {"United Kingdom", "England", "Scotland", "Wales"}:
        regions |= {"uk"}
    fit = [country in countries or region in regions for country, region, _ in wanted]
    for (country, _, before), fits in zip(wanted, fit, strict=True):
        if not fits and not (before in _STANDING and any(fit)):
            return country
    return None
