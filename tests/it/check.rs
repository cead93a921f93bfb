//! `modelpress check` on a good site, on fifty and more kinds of damage to it, and on sites that others made.

mod damage;
mod damage_files;
mod damage_pages;
mod damage_text;
mod foreign;
mod formats;
mod good;
mod opinions;
