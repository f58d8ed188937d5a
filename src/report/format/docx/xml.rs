//! Text in XML: escaped, and without the characters that XML 1.0 cannot hold. Must not know a document.

/// What stands first in every part.
pub(super) const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

/// The names that the parts use.
pub(super) const NAMES: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
     xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\" \
     xmlns:v=\"urn:schemas-microsoft-com:vml\" xmlns:o=\"urn:schemas-microsoft-com:office:office\"";

/// A text for elements and for attributes in double quotes.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\u{0}'..='\u{1f}' if c != '\n' => out.push('\u{fffd}'),
            '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
            other => out.push(other),
        }
    }
    out
}

/// A text as the content of a run; line feeds are breaks.
pub(super) fn text(text: &str) -> String {
    let part = |part: &str| format!("<w:t xml:space=\"preserve\">{}</w:t>", escaped(part));
    let parts: Vec<String> = text.split('\n').map(part).collect();
    parts.join("<w:br/>")
}

/// A paragraph in a style.
pub(super) fn paragraph(style: &str, content: &str) -> String {
    let style = if style.is_empty() {
        String::new()
    } else {
        format!("<w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr>")
    };
    format!("<w:p>{style}{content}</w:p>")
}

/// A run of plain text.
pub(super) fn run(content: &str) -> String {
    format!("<w:r>{}</w:r>", text(content))
}

/// A field that the word processor fills in; `shown` stands there until it does.
pub(super) fn field(code: &str, shown: &str) -> String {
    format!("<w:fldSimple w:instr=\" {code} \"><w:r><w:t>{shown}</w:t></w:r></w:fldSimple>")
}
