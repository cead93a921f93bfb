//! `modelpress submit`, against a public site, IndexNow and Google on 127.0.0.1 that behave as documented, and that
//! misbehave by plan.

mod engines;
mod first_steps;
mod killed;
mod project;
mod public;
mod refused;
mod told;
