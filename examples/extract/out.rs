//! Where the result goes: standard output, a file or a folder. A file or folder takes the place of the old one when it is whole.

use std::collections::HashSet;
use std::ffi::OsString;
use std::fs::{self, Metadata, Permissions};
use std::io::{self, BufWriter, ErrorKind, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::input::{is_standard, resolve};

/// Whether there is anything to keep of what was written.
pub(crate) type Keep = bool;

/// Writes to a file or to standard output.
pub(crate) fn stream(out: &Path, write: impl FnOnce(&mut dyn Write) -> io::Result<Keep>) -> Result<()> {
    if !is_standard(out) {
        return file(out, write);
    }
    let mut to = BufWriter::new(io::stdout().lock());
    match write(&mut to).and_then(|_| to.flush()) {
        // Who reads has seen enough, as `head` does.
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        written => written.context("standard output: cannot be written"),
    }
}

/// The place of the result, and what is there now.
struct Target {
    path: PathBuf,
    /// Where the new one is made, so that it can take the old one's place in one step.
    folder: PathBuf,
    before: Option<Metadata>,
}

impl Target {
    fn new(out: &Path) -> Result<Self> {
        // A link stays a link: what is behind it is replaced.
        let path = resolve(out);
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new(".")).to_owned();
        if !folder.is_dir() {
            bail!("--out {}: there is no such folder; make it first", out.display());
        }
        let before = fs::metadata(&path).ok();
        Ok(Self { path, folder, before })
    }
}

fn cannot(out: &Path) -> String {
    format!("--out {}: cannot be written (check the room and the rights in its folder)", out.display())
}

/// What is made has the rights of any new file or folder, though a temporary one is its owner's alone.
fn builder<'a>(mode: u32) -> tempfile::Builder<'a, 'static> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".extract-").suffix(".tmp");
    #[cfg(unix)]
    builder.permissions(<Permissions as std::os::unix::fs::PermissionsExt>::from_mode(mode));
    #[cfg(not(unix))]
    let _ = mode;
    builder
}

fn file(out: &Path, write: impl FnOnce(&mut dyn Write) -> io::Result<Keep>) -> Result<()> {
    let target = Target::new(out)?;
    if target.before.as_ref().is_some_and(|metadata| !metadata.is_file()) {
        bail!("--out {}: this is a folder or a device; give the name of a file", out.display());
    }
    let mut file = builder(0o666).tempfile_in(&target.folder).with_context(|| cannot(out))?;
    if let Some(before) = target.before {
        file.as_file().set_permissions(before.permissions()).with_context(|| cannot(out))?;
    }
    let mut to = BufWriter::new(&mut file);
    let keep = write(&mut to).and_then(|keep| to.flush().map(|()| keep)).with_context(|| cannot(out))?;
    drop(to);
    // Dropped without taking the place of anything, the temporary file is deleted.
    if keep {
        file.as_file().sync_all().with_context(|| cannot(out))?;
        file.persist(&target.path).with_context(|| cannot(out))?;
    }
    Ok(())
}

/// Writes files into a new folder, and puts it in the place of the old one.
pub(crate) fn folder(out: &Path, write: impl FnOnce(&Path) -> io::Result<Keep>) -> Result<()> {
    let target = Target::new(out)?;
    if target.before.as_ref().is_some_and(|metadata| !metadata.is_dir()) {
        bail!("--out {}: this is a file; give the name of a folder", out.display());
    }
    let new = builder(0o777).tempdir_in(&target.folder).with_context(|| cannot(out))?;
    if !write(new.path()).with_context(|| cannot(out))? {
        return Ok(());
    }
    let Some(before) = target.before else {
        return fs::rename(new.keep(), &target.path).with_context(|| cannot(out));
    };
    let ours = names(new.path()).with_context(|| cannot(out))?;
    if let Some(other) = names(&target.path).with_context(|| cannot(out))?.into_iter().find(|name| !ours.contains(name)) {
        bail!("--out {}: holds {}, which is no file of an earlier run; give an empty or a new folder", out.display(), other.display());
    }
    fs::set_permissions(new.path(), before.permissions()).with_context(|| cannot(out))?;
    let old = builder(0o777).tempdir_in(&target.folder).with_context(|| cannot(out))?;
    let aside = old.path().join("old");
    fs::rename(&target.path, &aside).with_context(|| cannot(out))?;
    let placed = fs::rename(new.path(), &target.path);
    if placed.is_err() {
        // The old one goes back where it was; only the first error tells anything.
        let _ = fs::rename(&aside, &target.path);
    }
    placed.with_context(|| cannot(out))
}

fn names(folder: &Path) -> io::Result<HashSet<OsString>> {
    fs::read_dir(folder)?.map(|entry| Ok(entry?.file_name())).collect()
}
