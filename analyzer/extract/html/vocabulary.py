"""The names by which pages call their parts, and the words by which policies are known."""

import re


def words_of(text: str) -> tuple[str, ...]:
    """Return the words of a table written as running text."""
    return tuple(text.split())


# Never text: code, media, form controls.
SILENT = frozenset(
    words_of("""
    script style noscript template svg math iframe object embed canvas audio video map head title link
    meta select option optgroup datalist input frameset frame picture source track applet progress meter
""")
)
BLOCKS = frozenset(
    words_of("""
    #root html body address article aside blockquote center dd details dialog dir div dl dt fieldset
    figcaption figure footer form frameset h1 h2 h3 h4 h5 h6 header hgroup hr legend li main menu nav ol
    p pre search section summary table caption colgroup thead tbody tfoot tr td th ul textarea button
""")
)
HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}
BOLD = frozenset(("b", "strong", "th"))
LISTS = frozenset(("ul", "ol", "menu", "dir"))

# Consent managers' own names: their banners and cookie tables are the site's machinery, not its policy.
CONSENT = re.compile(
    r"(?:^|[\s_-])(?:onetrust-(?:consent|banner|pc)|ot-sdk-(?:container|row)|otpcpanel|ot-pc|optanon|cybotcookiebotdialog|"
    r"cookiebotdialog|cookie-?law-?info|cookie-?(?:banner|consent|bar|popup|pop-up|modal|dialog|overlay|disclaimer|"
    r"warning|prompt|message|alert|notification|settings?|preferences?|control|manager|hub|wall|box|toast|layer)|"
    r"cookies-?(?:banner|consent|bar|popup|modal|eu)|cookieconsent|cookiebar|cookiebanner|eu-?cookie|"
    r"cc-(?:window|banner|revoke|dialog)|cmplz|iubenda-cs|truste_|truste-consent|trustarc|didomi|qc-cmp|"
    r"usercentrics|uc-banner|osano-cm|borlabs|brlbs|cky-|cli-(?:modal|bar|tab|settings)|moove_gdpr|moove-gdpr|"
    r"gdpr-?(?:banner|consent|cookie|popup|modal|bar)|consent-?(?:banner|popup|modal|manager|bar|dialog|overlay)|"
    r"sp_message|fc-consent|klaro|hs-eu-cookie|tarteaucitron|termsfeed-com---|ccm-(?:root|modal|widget)|"
    r"ch2-|cookiefirst|coi-banner|cookie-information-template|wt-cli|real-cookie-banner|privacy-?banner|"
    r"evidon|_evh|snigel|cmpbox|cmp-(?:container|banner|modal)|axeptio)",
    re.IGNORECASE,
)
# Lists that such tools print into a page as its cookie policy are content.
DECLARATION = re.compile(
    r"cookiedeclaration|ot-sdk-cookie-policy|cookie-policy-(?:content|table)", re.IGNORECASE
)

# Names of furniture; what bears one of them is dropped unless it holds a good deal of policy.
CHROME = frozenset(
    words_of("""
    nav navbar navigation navigations topnav subnav sidenav leftnav rightnav mainnav globalnav menu menus
    submenu megamenu mainmenu topmenu breadcrumb breadcrumbs crumbs sidebar sidebars leftrail rightrail
    footer foot footers masthead topbar social share sharebar addthis addtoany related recommended comments
    disqus search searchbox login signin signup newsletter subscribe skiplink langswitch localeswitcher
    pagination promo promos advert adverts advertisement adsense sponsor cart basket minicart offcanvas
    hamburger colophon livechat testimonial testimonials
""")
)
# Names that content bears as well; what bears one is dropped only where nothing in it reads like policy.
LOOSE_CHROME = frozenset(
    words_of("""
    header toolbar banner sharing copyright comment register subscription skip language languages locale
    locales pager ad ads sponsored widget widgets popup modal lightbox overlay tooltip feedback helpful
    chat utility utilities drawer dropdown flyout toc print tags tagcloud author byline rating ticker
    trending rail
""")
)
CHROME_TAGS = frozenset(("nav", "footer", "aside", "dialog", "search"))
LOOSE_TAGS = frozenset(("header", "menu"))
CHROME_ROLES = frozenset(
    (
        "navigation",
        "banner",
        "contentinfo",
        "search",
        "menu",
        "menubar",
        "dialog",
        "alertdialog",
        "complementary",
        "toolbar",
    )
)
_PLAIN = re.compile(r"^[\w-]+$")
_SPLIT = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")

ACCORDION = re.compile(r"accordion|collaps|faq|toggle|expand|question|panel-title|disclosure", re.IGNORECASE)
TITLE_CLASS = re.compile(
    r"(?:^|[\s_-])(?:heading|headline|title|subtitle|subheading|subhead|sub-?header|section-?header|question|h[1-6])"
    r"(?:$|[\s_\d-])",
    re.IGNORECASE,
)
_STEMS = words_of("""
    privacy personal information data collect cookie disclos third-part consent terms agreement service
    rights liab law child parent student school account share sell provide process retain delet protect
    secur users? your? we our us use access receive store request contact polic require permit
""")
POLICY_WORD = re.compile(
    r"\b(" + "|".join(stem.replace("-", "[ -]") for stem in _STEMS) + r")", re.IGNORECASE
)


def names(attributes_class: str, attributes_id: str) -> frozenset[str]:
    """Return the lower-case words that make up an element's class and id.

    Variants of utility classes (`md:nav-open`, `[--toc:1]`) say how, not what, and are passed over; so
    are identifiers that end in a number, for they are anchors of sections.
    """
    tokens = [token for token in attributes_class.split() if _PLAIN.match(token)]
    tokens += [attributes_id] if _PLAIN.match(attributes_id) and not attributes_id[-1:].isdigit() else []
    parts = (part.lower() for token in tokens for part in _SPLIT.findall(token))
    return frozenset(parts) | frozenset(token.lower() for token in tokens)
