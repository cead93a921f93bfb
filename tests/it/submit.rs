//! `modelpress submit` against a public site, IndexNow and Google on 127.0.0.1. They behave as documented, or misbehave
//! as a test says.

mod engines;
mod first_steps;
mod killed;
mod project;
mod public;
mod refused;
mod told;
