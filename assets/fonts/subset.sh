#!/bin/sh
# Makes the fonts in this folder from their originals.
#
# Needs, on Debian 12:  apt-get install fonts-inter fonts-noto-core fonts-droid-fallback fonts-noto-cjk npm
#                       pip install fonttools
# Phosphor comes from npm, unless PHOSPHOR names an unpacked copy of @phosphor-icons/web.
set -eu
cd "$(dirname "$0")"

inter=/usr/share/fonts/opentype/inter
noto=/usr/share/fonts/truetype/noto
droid=/usr/share/fonts/truetype/droid
cjk=/usr/share/fonts/opentype/noto
phosphor_version=2.1.2

# The layout features to keep: all, but Inter's `calt`, which draws "->" as an arrow and "10x20" with a
# multiplication sign: what is shown must be what is stored. egui has no switch for features.
inter_features='--layout-features-=calt --layout-features+=tnum'
features=--layout-features=*

# Latin (Basic, Latin-1, Extended-A, Extended-B, Additional, ligatures), and of IPA only the
# letters that alphabets in use share with it (Azeri schwa, Hausa, Ewe, Fula ...).
latin=0020-007E,00A0-024F,0253,0254,0256,0257,0259,025B,0263,0268,0269,0272,0289,028B,0292
latin=$latin,1E00-1EFF,FB00-FB06
# Modifier letters (the hamza and ayn of transliterated Arabic), combining marks.
marks=02B0-02FF,0300-036F,25CC
# Greek; Cyrillic and its supplement.
greek_cyrillic=0370-03FF,0400-052F
# Punctuation, super- and subscripts, currency, letterlike, number forms, arrows, mathematics,
# the symbols of keys, geometric shapes, star and check marks, the replacement character.
symbols=2000-206F,2070-209F,20A0-20CF,2100-214F,2150-218F,2190-21FF,2200-22FF
symbols=$symbols,2303,2318,2325,2326,232B,238B,23CE,25A0-25FF,2605,2606,2713,2717,FFFD
western=$latin,$marks,$greek_cyrillic,$symbols

# Arabic and Hebrew hold their script only: a font with both Latin and Arabic letters would make
# one run of a mixed line, and the words would come out in the wrong order. Space, joiners and
# directional marks are the exception.
shared=0020,00A0,200B-200F,202A-202E,2066-2069,25CC
arabic=$shared,0600-06FF,0750-077F,0870-089F,08A0-08FF,FB50-FDFF,FE70-FEFC
hebrew=$shared,0590-05FF,FB1D-FB4F

# Radicals, punctuation, kana, bopomofo, enclosed and squared signs, the ideographs of the Basic Multilingual Plane but
# for the rare ones of Extension A, wide forms.
ideographs=2E80-2FDF,3000-312F,3190-31FF,3220-33FF,4E00-9FFF,F900-FAFF,FF00-FFEF

# Syllables of Korean and the letters that they are made of.
hangul=1100-11FF,3130-318F,A960-A97F,AC00-D7FF

# subset FROM TO UNICODES FEATURES
subset() {
    # shellcheck disable=SC2086 # several features are several words
    pyftsubset "$1" --output-file="$2" --unicodes="$3" $4 \
        --no-hinting --notdef-outline --name-IDs='*'
}

for style in Regular Medium SemiBold; do
    subset "$inter/Inter-$style.otf" "Inter-$style.otf" "$western" "$inter_features"
    # Digits of one width, so that columns of numbers line up: what the feature `tnum` would do.
    python3 tabular.py "Inter-$style.otf"
done
for style in Regular Bold Italic; do
    subset "$noto/NotoSerif-$style.ttf" "NotoSerif-$style.ttf" "$western" "$features"
done
for font in NotoSansArabic-Regular NotoSansArabic-Bold NotoNaskhArabic-Regular; do
    subset "$noto/$font.ttf" "$font.ttf" "$arabic" "$features"
done
subset "$noto/NotoSansHebrew-Regular.ttf" NotoSansHebrew-Regular.ttf "$hebrew" "$features"

subset "$droid/DroidSansFallbackFull.ttf" DroidSansFallback.ttf "$ideographs" --layout-features=
# The second font of the collection is the Korean one.
subset "$cjk/NotoSansCJK-Regular.ttc" NotoSansKR-Regular.otf "$hangul" "$features --font-number=1"

# Icons: the code points are those of src/ui/icons.rs.
if [ -z "${PHOSPHOR:-}" ]; then
    temp=$(mktemp -d)
    trap 'rm -rf "$temp"' EXIT
    (cd "$temp" && npm pack --silent "@phosphor-icons/web@$phosphor_version" >/dev/null && tar xzf ./*.tgz)
    PHOSPHOR=$temp/package
fi
regular=$(sed -n 's/.*"\\u{\([0-9a-f]*\)}".*/\1/p' ../../src/ui/icons.rs | paste -sd,)
subset "$PHOSPHOR/src/regular/Phosphor.ttf" Phosphor.ttf "$regular" --layout-features=
