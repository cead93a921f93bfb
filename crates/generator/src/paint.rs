//! Renders the SVG of `display::picture` as PNG.

use crate::display::picture::{SIZE, lettering};
use resvg::{
    tiny_skia::Pixmap,
    usvg::{Options, Transform, Tree, fontdb::Database},
};
use std::sync::Arc;

/// Renders images with the built-in fonts and no others.
#[derive(Debug)]
pub struct Painter {
    options: Options<'static>,
}

/// Why an image cannot be rendered. All images are our own, so this is a bug.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The SVG is invalid.
    #[error("a picture is not valid SVG")]
    Svg(#[from] resvg::usvg::Error),
    /// The PNG cannot be encoded.
    #[error("a picture cannot be compressed")]
    Png(#[from] png::EncodingError),
}

impl Default for Painter {
    fn default() -> Self {
        let mut fonts = Database::new();
        fonts.load_font_data(lettering::REGULAR.to_vec());
        fonts.load_font_data(lettering::SEMI_BOLD.to_vec());
        Self { options: Options { fontdb: Arc::new(fonts), ..Options::default() } }
    }
}

impl Painter {
    /// Renders an image as PNG without transparency. The same SVG gives the same bytes.
    ///
    /// # Errors
    ///
    /// Fails if the text is not valid SVG.
    ///
    /// # Panics
    ///
    /// Never: the size is fixed.
    pub fn png(&self, svg: &str) -> Result<Vec<u8>, Error> {
        let tree = Tree::from_str(svg, &self.options)?;
        let mut canvas = Pixmap::new(SIZE.0, SIZE.1).expect("the size is not zero");
        resvg::render(&tree, Transform::identity(), &mut canvas.as_mut());
        let rgb: Vec<u8> = canvas.data().chunks_exact(4).flat_map(|pixel| [pixel[0], pixel[1], pixel[2]]).collect();
        let mut bytes = Vec::new();
        let mut encoder = png::Encoder::new(&mut bytes, SIZE.0, SIZE.1);
        encoder.set_color(png::ColorType::Rgb);
        // Without a filter, because flat areas compress best as they are.
        encoder.set_filter(png::Filter::NoFilter);
        encoder.set_compression(png::Compression::Balanced);
        let mut writer = encoder.write_header()?;
        writer.write_image_data(&rgb)?;
        writer.finish()?;
        Ok(bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::display::picture::Picture;
    use crate::display::picture::lettering::Title;
    use crate::text::Text;

    fn svg(title: &str) -> String {
        Picture {
            site: "site",
            kicker: "by",
            title: Title::fitted(title),
            verdict: None,
            note: "",
            text: &Text::english(),
        }
        .svg()
    }

    #[test]
    fn letters_show() {
        let painter = Painter::default();
        let one = painter.png(&svg("One")).expect("it is SVG");
        assert!(one.starts_with(b"\x89PNG"));
        assert_ne!(one, painter.png(&svg("Two")).expect("it is SVG"));
        assert_eq!(one, Painter::default().png(&svg("One")).expect("it is SVG"));
    }
}
