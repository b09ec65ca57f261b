"""The words whose full stop need not end a sentence, as data.

spaCy's English exceptions give the everyday ones; the tables below add what lawyers write.
"""

from functools import cache

from analyzer.language import english


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


NEVER_LAST = _words(
    """
    adm. ann. approx. attn. capt. cf. cmdr. col. dept. dr. e.g. eg. est. fed. ft. gen. gov. hon. i.e.
    ie. incl. lt. messrs. mr. mrs. ms. mt. mx. ph. prof. reg. rep. resp. rev. sen. sgt. st. stat. sub.
    subd. supp. tel. v. viz. vs.
    """
)
"""Abbreviations that stand before the word they belong to: no sentence ends on them."""

BEFORE_NUMBER = _words(
    """
    app. apr. art. arts. aug. ch. chap. cl. dec. ex. exh. ext. feb. fig. figs. jan. jul. jun. l. mar.
    no. nos. nov. oct. p. para. paras. pp. pt. pub. r. reg. regs. rule. sec. secs. sect. sep. sept. tit.
    vol.
    """
)
"""Abbreviations only where a number follows: `No. 5` is one, `No. We never do` is an answer."""

OFTEN_LAST = _words(
    """
    a.m. al. ave. b.a. b.v. blvd. bros. c.f.r. cal. co. corp. ct. d.c. e.u. ed. eds. etc. gmbh. inc. jr.
    l.l.c. l.p. llc. llp. ltd. m.d. n.a. p.m. ph.d. plc. pty. rd. s.a. seq. sr. u.k. u.s. u.s.a. u.s.c.
    """
)
"""Abbreviations that may end a sentence: only a word that opens sentences tells."""

OPENERS = _words(
    """
    a accordingly additionally after all although an and any as at because before both but by certain
    customers do does during each either every except finally for from furthermore he her here his
    however i if in it its likewise many may moreover most neither never no nobody none nor not nothing
    notwithstanding on once only other otherwise our parents personal please she should since so some
    sometimes students such that the their then there therefore these they this those through thus to
    together under unless until upon user users we what when whenever where whether which while who why
    with within without yes you your
    """
)
"""Words that often open a sentence, in lower case."""

LOWER_OPENERS = _words(
    """
    i if it our please the these they this we you your
    """
)
"""Words that open a sentence even where the writer shuns capitals."""


@cache
def everyday() -> frozenset[str]:
    """Return the abbreviations of spaCy that end in a full stop, with their capital (states, mostly)."""
    written = english().Defaults.tokenizer_exceptions
    return frozenset(form for form in written if form.endswith(".") and form[0].isupper())
