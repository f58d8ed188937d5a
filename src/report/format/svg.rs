//! A drawing as SVG inside a page; colours come from the page's style. Must not know what is drawn.

use super::html::escaped;
use crate::report::document::literal::one_line;
use crate::report::document::picture::{Align, Ink, PICTURE_WIDTH, Picture, Shape};

/// Draws a picture.
pub(super) fn draw(picture: &Picture) -> String {
    let shapes: String = picture.shapes.iter().map(shape).collect();
    format!(
        "<svg viewBox=\"0 0 {PICTURE_WIDTH} {}\" role=\"img\" aria-labelledby=\"picture-title picture-text\">\n\
         <title id=\"picture-title\">{}</title>\n<desc id=\"picture-text\">{}</desc>\n{shapes}</svg>\n",
        picture.height,
        escaped(&one_line(&picture.title)),
        escaped(&one_line(&picture.description)),
    )
}

fn shape(shape: &Shape) -> String {
    match shape {
        Shape::Rect { from, width, height, ink } => format!(
            "<rect x=\"{}\" y=\"{}\" width=\"{width}\" height=\"{height}\" class=\"{}\"/>\n",
            from.x,
            from.y,
            fill(*ink)
        ),
        Shape::Line { from, to, ink, dashed } => format!(
            "<line x1=\"{}\" y1=\"{}\" x2=\"{}\" y2=\"{}\" class=\"{}{}\"/>\n",
            from.x,
            from.y,
            to.x,
            to.y,
            stroke(*ink),
            if *dashed { " dash" } else { "" }
        ),
        Shape::Circle { centre, radius, ink } => {
            format!(
                "<circle cx=\"{}\" cy=\"{}\" r=\"{radius}\" class=\"{}\"/>\n",
                centre.x,
                centre.y,
                fill(*ink)
            )
        }
        Shape::Text { at, align, text, size, ink } => format!(
            "<text x=\"{}\" y=\"{}\" font-size=\"{size}\" text-anchor=\"{}\" class=\"{}\">{}</text>\n",
            at.x,
            at.y,
            anchor(*align),
            fill(*ink),
            escaped(&one_line(text))
        ),
    }
}

fn anchor(align: Align) -> &'static str {
    match align {
        Align::Start => "start",
        Align::Middle => "middle",
        Align::End => "end",
    }
}

fn fill(ink: Ink) -> String {
    format!("f-{}", name(ink))
}

fn stroke(ink: Ink) -> String {
    format!("s-{}", name(ink))
}

fn name(ink: Ink) -> String {
    match ink {
        Ink::Text => "text".to_owned(),
        Ink::Quiet => "quiet".to_owned(),
        Ink::Grid => "grid".to_owned(),
        Ink::Band => "band".to_owned(),
        Ink::Bar => "bar".to_owned(),
        Ink::Anchor => "anchor".to_owned(),
        Ink::Tone(tone) => format!("t{tone}"),
    }
}
