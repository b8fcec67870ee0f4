//! The letters of the documents on paper: three styles of one font, compiled in, so that no document depends on what a machine has.
//!
//! A letter that the font does not have would be printed as an empty box, or not at all. Nobody may sign such a name, so every
//! text is held against the font before a page is made.

use serde_json::Value;
use typst::foundations::Bytes;
use typst::text::{Font, FontInfo};

const REGULAR: &[u8] = include_bytes!("../../fonts/Inter-Regular.otf");
const BOLD: &[u8] = include_bytes!("../../fonts/Inter-Bold.otf");
const ITALIC: &[u8] = include_bytes!("../../fonts/Inter-Italic.otf");

/// The font in its styles.
pub(crate) fn fonts() -> Vec<Font> {
    [REGULAR, BOLD, ITALIC].into_iter().flat_map(|file| Font::iter(Bytes::new(file))).collect()
}

/// The first letter in any text of `data` that a style of the font does not have, and the text it stands in.
pub(crate) fn missing_letter(data: &Value, fonts: &[Font]) -> Option<(char, String)> {
    match data {
        Value::String(text) => {
            let missing = text.chars().find(|letter| !fonts.iter().all(|font| has(font.info(), *letter)))?;
            Some((missing, text.clone()))
        }
        Value::Array(values) => values.iter().find_map(|value| missing_letter(value, fonts)),
        Value::Object(members) => members.values().find_map(|value| missing_letter(value, fonts)),
        Value::Null | Value::Bool(_) | Value::Number(_) => None,
    }
}

/// Whether a style has a letter. A line break is none: it is where a line ends.
fn has(style: &FontInfo, letter: char) -> bool {
    letter == '\n' || style.coverage.contains(u32::from(letter))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn there_are_three_styles_of_one_family() {
        let fonts = fonts();
        assert_eq!(fonts.len(), 3);
        assert!(fonts.iter().all(|font| font.info().family == "Inter"));
    }

    #[test]
    fn every_style_has_every_kazakh_and_russian_letter_and_the_signs_of_arithmetic() {
        let letters = "АаӘәБбВвГгҒғДдЕеЁёЖжЗзИиЙйКкҚқЛлМмНнҢңОоӨөПпРрСсТтУуҰұҮүФфХхҺһЦцЧчШшЩщЪъЫыІіЬьЭэЮюЯя";
        let signs = "0123456789.,:;–—«»“”%×=<>≥≤≈№·…\u{202f}\u{a0}\u{200b}";
        assert_eq!(missing_letter(&json!([letters, signs]), &fonts()), None);
    }

    #[test]
    fn a_letter_that_no_style_has_is_named_with_its_text() {
        let data = json!({ "members": [{ "name": "Сәуле" }, { "name": "漢 Ахмет" }] });
        assert_eq!(missing_letter(&data, &fonts()), Some(('漢', "漢 Ахмет".to_owned())));
        assert_eq!(missing_letter(&json!("a\u{7}b"), &fonts()), Some(('\u{7}', "a\u{7}b".to_owned())));
    }
}
