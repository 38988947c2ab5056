"""Makes a font's default digits its tabular ones: the glyphs that its feature `tnum` would choose."""
import sys

from fontTools.ttLib import TTFont

font = TTFont(sys.argv[1], recalcTimestamp=False)
features = font["GSUB"].table.FeatureList.FeatureRecord
lookups = {at for record in features if record.FeatureTag == "tnum" for at in record.Feature.LookupListIndex}
tabular = {}
for at in lookups:
    for table in font["GSUB"].table.LookupList.Lookup[at].SubTable:
        tabular.update(getattr(table, "ExtSubTable", table).mapping)
for table in font["cmap"].tables:
    for digit in range(ord("0"), ord("9") + 1):
        if digit in table.cmap:
            table.cmap[digit] = tabular.get(table.cmap[digit], table.cmap[digit])
font.save(sys.argv[1])
