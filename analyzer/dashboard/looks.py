"""How the pages look beyond Streamlit's theme: space, dark remarks, marks, tables, print."""

_PAGE = (
    ".stMainBlockContainer{padding-top:1.6rem;padding-bottom:3rem;max-width:1280px}"
    "[data-testid=stSidebarUserContent]{padding-bottom:1rem}"
    # Streamlit's own grey remarks lie below the contrast that WCAG asks for.
    "[data-testid=stCaptionContainer],[data-testid=stCaptionContainer] *{color:#4a4f57!important;opacity:1}"
    "[data-testid=stMainBlockContainer] [data-testid=stText]{white-space:pre-wrap;overflow-wrap:anywhere}"
    "@media(max-width:768px){.stMainBlockContainer{padding-top:3.6rem;padding-left:1rem;padding-right:1rem}}"
    "@media print{[data-testid=stSidebar],[data-testid=stHeader],.stButton,.stDownloadButton"
    "{display:none!important}}"
)
_PASSAGE = (
    ".passage{white-space:pre-wrap;overflow-wrap:anywhere;line-height:1.5;margin:0;unicode-bidi:plaintext}"
    ".box{max-height:11.5rem;overflow-y:auto;padding:.2rem .6rem;background:#f8fafc}"
    ".box.tall{max-height:16rem}"
    ".passage mark{background:#ffe08a;color:#1a1a1a;padding:0 .1em;border-bottom:2px solid #8a6100}"
    ".passage del{background:#f6d5d5;color:#1a1a1a}"
    ".passage ins{background:#cfe6cf;color:#1a1a1a;text-decoration:underline}"
    ".quote{border-left:4px solid #1f5f8b;padding:.1rem 0 .1rem .7rem;margin:.2rem 0;line-height:1.45;"
    "overflow-wrap:anywhere;unicode-bidi:plaintext}"
    ".quote.risk{border-left:4px double #8c2f1d}.quote cite{display:block;font-style:normal;color:#4a4f57;"
    "font-size:.88em}.quote strong{display:block}"
)
_TABLE = (
    ".grid-wrap{overflow-x:auto}.grid{border-collapse:collapse;width:100%;font-size:.92rem}"
    ".grid th,.grid td{border:1px solid #c9d2dc;padding:.3rem .5rem;text-align:left;vertical-align:top;"
    "overflow-wrap:break-word;min-width:6rem}.grid thead th{background:#eef2f6}"
    ".grid tbody th{font-weight:600}"
    "@media(max-width:640px){.grid th,.grid td{min-width:4rem}.grid.wide,.grid.wide tbody,.grid.wide tr,"
    ".grid.wide tbody th,.grid.wide td{display:block;border:0;padding:.1rem .5rem}"
    ".grid.wide tr{border:1px solid #c9d2dc;margin-bottom:.5rem;padding:.3rem 0}"
    ".grid.wide thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}"
    ".grid.wide td:empty{display:none}.grid.wide td::before{content:attr(data-label)': ';color:#4a4f57}}"
)
_VERDICT = (
    ".verdict{display:flex;flex-wrap:wrap;gap:.3rem 1.3rem;border:1px solid #c9d2dc;border-left:8px solid "
    "#1f5f8b;border-radius:.35rem;padding:.5rem .9rem!important;"
    "margin:0!important}.verdict>div{min-width:5.5rem}.verdict dd{margin:0!important}"
    ".verdict .score{flex:1 1 12rem}.verdict dt{font-size:.85rem;color:#4a4f57}"
    ".verdict dd{font-size:1.25rem;font-weight:650;line-height:1.3}"
    ".verdict dd small{display:block;font-size:.85rem;font-weight:400;color:#3b424c}"
    ".meter{position:relative;height:.85rem;background:#e4eaf0;border:1px solid #7d8894;margin-top:.3rem;"
    "max-width:26rem}.meter i{position:absolute;top:0;bottom:0;background:repeating-linear-gradient(45deg,"
    "#8fb4cf 0 4px,#d6e5f0 4px 8px)}.meter b{position:absolute;top:-4px;bottom:-4px;width:4px;"
    "background:#0e2f47}.meter s{position:absolute;top:0;bottom:0;width:1px;background:#4a4f57}"
    ".plain{margin:.1rem 0!important;padding-left:1.2rem!important}"
    ".plain li{margin:.1rem 0!important;overflow-wrap:anywhere}"
)
LOOKS = f"<style>{_PAGE}{_PASSAGE}{_TABLE}{_VERDICT}</style>"
