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

CHROME = frozenset(
    words_of("""
    nav navbar navigation navigations topnav subnav sidenav leftnav rightnav mainnav globalnav menu
    menus submenu megamenu mainmenu topmenu breadcrumb breadcrumbs crumbs sidebar sidebars rail leftrail
    rightrail footer foot footers copyright header masthead topbar toolbar banner social share sharing
    sharebar addthis addtoany related recommended comments comment disqus search searchbox login signin
    signup register newsletter subscribe subscription skip skiplink skip-link language languages lang
    langswitch locale locales localeswitcher pagination pager promo promos advert adverts ad ads
    advertisement adsense sponsor sponsored widget widgets popup modal lightbox overlay tooltip feedback
    helpful chat livechat cart basket minicart utility utilities drawer offcanvas hamburger dropdown
    flyout toc colophon site-footer site-header print tags tagcloud author byline rating ticker trending
""")
)
CHROME_TAGS = frozenset(("nav", "footer", "aside", "header", "dialog", "search", "menu"))
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
    """Return the lower-case words that make up an element's class and id."""
    both = f"{attributes_class} {attributes_id}"
    return frozenset(word.lower() for word in _SPLIT.findall(both)) | frozenset(both.lower().split())
