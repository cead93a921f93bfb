//! Renders and writes preview images. A file name identifies the content, so images of earlier builds are kept.

use crate::{
    paint::Painter,
    pipeline::error::{Error, FileError, failed},
    plan::SitePlan,
};
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
use site::{content_type::ContentType, output::Writer};
use std::{collections::BTreeSet, sync::LazyLock};

/// Writes all images except those another language has already written, and adds their names to `written`.
pub(super) fn write(plan: &SitePlan<'_>, writer: &Writer<'_>, written: &mut BTreeSet<String>) -> Result<(), Error> {
    // The fonts are only loaded if an image must be rendered.
    let painter = LazyLock::new(Painter::default);
    let write = |(file, svg): (&String, &String)| {
        if writer.keep(file) {
            return Ok(());
        }
        let bytes = painter.png(svg).map_err(|error| FileError::Picture(file.as_str().into(), error));
        let put = bytes.and_then(|bytes| Ok(writer.put(file, &bytes, ContentType::Png)?));
        put.map(|_| ()).map_err(|error| failed(file, error))
    };
    let new: Vec<(&String, &String)> =
        plan.pictures.drawn.iter().filter(|(file, _)| !written.contains(*file)).collect();
    new.par_iter().copied().try_for_each(write)?;
    written.extend(new.into_iter().map(|(file, _)| file.clone()));
    Ok(())
}
