//! `modelpress check` on a good site, on more than fifty kinds of damage to it, and on sites of other generators.

mod damage;
mod damage_files;
mod damage_pages;
mod damage_text;
mod foreign;
mod formats;
mod good;
mod opinions;
