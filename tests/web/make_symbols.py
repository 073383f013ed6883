"""Writes static/symbols.woff2: the icons of static/symbols.txt out of Streamlit's icon font.

The whole font is 375 KB, 12 s of the first visit on a weak line; these icons are an eighth of it.
Run after adding a name to symbols.txt or raising Streamlit: `pip install fonttools`, then
`python -m tests.web.make_symbols`. The font is Material Symbols, Apache License 2.0.
"""

from __future__ import annotations

from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont
from streamlit import file_util

STATIC = Path(__file__).resolve().parents[2] / "static"


def main() -> None:
    """Write the smaller font, and the sorted list of what it holds."""
    [whole] = (Path(file_util.get_static_dir()) / "static" / "media").glob("MaterialSymbols*.woff2")
    font = TTFont(whole)
    icons = _icons(font)
    names = STATIC / "symbols.txt"
    wanted = sorted({name for name in names.read_text().split() if name in icons})
    letters = font.getBestCmap()
    glyphs = {
        letters[code] for code in letters if chr(code) in "abcdefghijklmnopqrstuvwxyz0123456789_ "
    }

    options = subset.Options()
    options.flavor = "woff2"
    # The letters alone would call in every icon that is spelt with them.
    options.layout_closure = False
    options.layout_features = ["*"]
    options.glyph_names = False
    options.drop_tables += ["STAT"]
    subsetter = subset.Subsetter(options)
    subsetter.populate(glyphs=[*glyphs, *(icons[name] for name in wanted)])
    subsetter.subset(font)
    subset.save_font(font, STATIC / "symbols.woff2", options)
    names.write_text("\n".join(wanted) + "\n")


def _icons(font: TTFont) -> dict[str, str]:
    """The glyph of each icon by the letters it is spelt with."""
    letters = {glyph: chr(code) for code, glyph in font.getBestCmap().items()}
    icons = {}
    for lookup in font["GSUB"].table.LookupList.Lookup:
        for table in lookup.SubTable:
            table = getattr(table, "ExtSubTable", table)
            for first, ligatures in getattr(table, "ligatures", {}).items():
                for ligature in ligatures:
                    spelt = [first, *ligature.Component]
                    if all(glyph in letters for glyph in spelt):
                        icons["".join(letters[glyph] for glyph in spelt)] = ligature.LigGlyph
    return icons


if __name__ == "__main__":
    main()
