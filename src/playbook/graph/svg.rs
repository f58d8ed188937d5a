//! Writing SVG: shapes and wrapped text. Everything that comes from a document is escaped here. No scripts, no outside references.

use std::fmt::Write as _;

use crate::base::text::{scrub, wrap};

/// A drawing under way.
#[derive(Default)]
pub(super) struct Svg {
    body: String,
}

/// A point or a size, in pixels.
pub(super) type Pixels = u32;

/// A rectangle.
#[derive(Debug, Clone, Copy)]
pub(super) struct Area {
    pub(super) x: Pixels,
    pub(super) y: Pixels,
    pub(super) width: Pixels,
    pub(super) height: Pixels,
}

/// A style of text: class, height of a line, average width of a letter in tenths of a pixel.
#[derive(Debug, Clone, Copy)]
pub(super) struct Style {
    class: &'static str,
    pub(super) line: Pixels,
    tenths: Pixels,
}

pub(super) const HEADING: Style = Style { class: "h", line: 26, tenths: 115 };
pub(super) const PHASE: Style = Style { class: "p", line: 20, tenths: 98 };
pub(super) const TITLE: Style = Style { class: "t", line: 17, tenths: 86 };
pub(super) const SMALL: Style = Style { class: "s", line: 15, tenths: 63 };
pub(super) const GUARD: Style = Style { class: "g", line: 15, tenths: 66 };
pub(super) const STRONG: Style = Style { class: "b", line: 15, tenths: 74 };

impl Style {
    /// The text in lines that fit into a width.
    pub(super) fn lines(self, text: &str, width: Pixels) -> Vec<String> {
        let columns = usize::try_from(width * 10 / self.tenths).unwrap_or(usize::MAX);
        wrap(&scrub(text), columns)
    }
}

impl Svg {
    /// Puts a finished part on top.
    pub(super) fn append(&mut self, part: &Self) {
        self.body.push_str(&part.body);
    }

    /// A rectangle with round corners.
    pub(super) fn rect(&mut self, area: Area, class: &str, radius: Pixels) {
        let Area { x, y, width, height } = area;
        self.element(format_args!(
            "<rect class=\"{class}\" x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" rx=\"{radius}\"/>"
        ));
    }

    /// A closed outline.
    pub(super) fn polygon(&mut self, points: &[(Pixels, Pixels)], class: &str) {
        let points: Vec<String> = points.iter().map(|(x, y)| format!("{x},{y}")).collect();
        self.element(format_args!("<polygon class=\"{class}\" points=\"{}\"/>", points.join(" ")));
    }

    /// A straight line.
    pub(super) fn line(&mut self, from: (Pixels, Pixels), to: (Pixels, Pixels), class: &str) {
        let ((x1, y1), (x2, y2)) = (from, to);
        self.element(format_args!(
            "<line class=\"{class}\" x1=\"{x1}\" y1=\"{y1}\" x2=\"{x2}\" y2=\"{y2}\"/>"
        ));
    }

    /// An arrow that leaves and arrives level.
    pub(super) fn arrow(&mut self, from: (Pixels, Pixels), to: (Pixels, Pixels)) {
        let ((x1, y1), (x2, y2)) = (from, to);
        let middle = x1.midpoint(x2);
        self.element(format_args!(
            "<path class=\"e\" d=\"M{x1},{y1} C{middle},{y1} {middle},{y2} {x2},{y2}\"/>"
        ));
        let tip = [(x2, y2), (x2.saturating_sub(9), y2.saturating_sub(5)), (x2.saturating_sub(9), y2 + 5)];
        self.polygon(&tip, "a");
    }

    /// Wrapped text; returns the height that it took.
    pub(super) fn text(&mut self, text: &str, at: (Pixels, Pixels), width: Pixels, style: Style) -> Pixels {
        let mut used = 0;
        for line in style.lines(text, width) {
            used += style.line;
            let (x, y) = (at.0, at.1 + used - style.line / 4);
            let class = style.class;
            self.element(format_args!(
                "<text class=\"{class}\" x=\"{x}\" y=\"{y}\">{}</text>",
                escape(&line)
            ));
        }
        used
    }

    /// Text in one line that ends at a place.
    pub(super) fn text_end(&mut self, text: &str, at: (Pixels, Pixels), class: &str) {
        let (x, y) = at;
        let text = escape(&scrub(text));
        self.element(format_args!(
            "<text class=\"{class}\" text-anchor=\"end\" x=\"{x}\" y=\"{y}\">{text}</text>"
        ));
    }

    fn element(&mut self, element: std::fmt::Arguments<'_>) {
        // Writing into a String cannot fail.
        if self.body.write_fmt(element).is_ok() {
            self.body.push('\n');
        }
    }

    /// The whole picture.
    pub(super) fn finish(self, width: Pixels, height: Pixels, title: &str) -> String {
        let title = escape(&scrub(title));
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" \
             role=\"img\" aria-label=\"{title}\">\n<title>{title}</title>\n<style>{CSS}</style>\n<rect width=\"{width}\" \
             height=\"{height}\" fill=\"#ffffff\"/>\n{}</svg>\n",
            self.body
        )
    }
}

/// One colour for each meaning; told apart by shape as well.
const CSS: &str = "
text{font-family:system-ui,'Segoe UI',Roboto,'Liberation Sans',Arial,sans-serif;fill:#1b1f24}
.h{font-size:21px;font-weight:700}.p{font-size:15px;font-weight:700}.t{font-size:13px;font-weight:600}
.s{font-size:11px;fill:#4a5058}.b{font-size:11px;font-weight:600;fill:#1b1f24}.k{font-size:10px;fill:#4a5058;letter-spacing:.04em}
.g{font-size:11px;fill:#7a3e00;font-family:ui-monospace,'DejaVu Sans Mono','Liberation Mono',monospace}
.panel{fill:#f3f5f7;stroke:#c6ccd3}.box{fill:#ffffff;stroke:#8a939d}.cont{fill:#e7ebef;stroke:#8a939d;stroke-dasharray:2 3}
.dec{fill:#fff6d6;stroke:#a77b00}.wait{fill:#f2eefb;stroke:#7a5fc0}.note{fill:#e9f2ff;stroke:#2f6fbf}
.use{fill:#e6f4ea;stroke:#2e7d46}.track{fill:#e6f4ea;stroke:#2e7d46;stroke-dasharray:6 4}.pivot{fill:#fde8e6;stroke:#b3372b}
.bar{stroke:#2e7d46}.out{stroke:#b3372b;stroke-width:2.5}.e{fill:none;stroke:#5b6570;stroke-width:1.5}.a{fill:#5b6570}
";

fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            other => escaped.push(other),
        }
    }
    escaped
}
