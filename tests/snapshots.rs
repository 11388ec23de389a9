//! What the parser makes of every fixture, as snapshots to be read. They say what the program does; what is right
//! stands in the truth files (`truth.rs`).
//!
//! A new fixture gets its snapshot by itself (`.cargo/config.toml` sets `INSTA_UPDATE` to `unseen`). A changed result is
//! written beside the old one as `*.snap.new`, which git ignores, and the test fails until it is accepted by
//!
//! ```text
//! INSTA_UPDATE=always cargo test --test snapshots
//! ```
//!
//! and `git diff tests/snapshots` has been read; nothing but cargo is needed. `.ci/run` sets `INSTA_UPDATE` to `no`: there
//! a missing snapshot fails as well.

mod common;

use std::panic::catch_unwind;
use std::path::PathBuf;

use anyhow::Result;
use common::render::render;
use common::{File, assert_none, files_below, fixtures, package_folder};
use styringsdokument::parse;

/// The name of a fixture's snapshot: its path below `fixtures/`. Names of `glob!` would change when a folder is added.
fn snapshot_name(fixture: &File) -> String {
    fixture.name.replace('/', "__")
}

fn snapshots_folder() -> PathBuf {
    package_folder().join("tests/snapshots")
}

fn settings() -> insta::Settings {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(snapshots_folder());
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings
}

#[test]
fn every_fixture_has_its_snapshot() {
    let mut changed = Vec::new();
    for fixture in fixtures() {
        let result = render(&fixture.text, &parse(&fixture.text));
        // Every fixture is compared before the test fails, so that one run shows all that changed.
        let same = catch_unwind(|| settings().bind(|| insta::assert_snapshot!(snapshot_name(&fixture), result)));
        if same.is_err() {
            changed.push(format!("{} differs from its snapshot or has none", fixture.name));
        }
    }
    assert_none(&changed);
}

#[test]
fn every_snapshot_has_its_fixture() -> Result<()> {
    if !snapshots_folder().exists() {
        return Ok(());
    }
    let expected: Vec<PathBuf> = fixtures().iter().map(|fixture| snapshots_folder().join(format!("{}.snap", snapshot_name(fixture)))).collect();
    let orphans = files_below(&snapshots_folder(), &["snap"])?.into_iter().filter(|path| !expected.contains(path));
    assert_none(&orphans.map(|path| format!("{} belongs to no fixture", path.display())).collect::<Vec<_>>());
    Ok(())
}
