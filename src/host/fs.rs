//! Files and folders. Every failure names the path and what was tried.

use std::fs::{self, Metadata};
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};

/// A file operation that failed.
#[derive(Debug, thiserror::Error)]
#[error("cannot {action} `{}`", path.display())]
pub struct FsError {
    /// What was tried, to be read after "cannot".
    pub action: &'static str,
    /// On which path.
    pub path: PathBuf,
    /// What the system said.
    #[source]
    pub source: io::Error,
}

impl FsError {
    /// What kind of failure it was.
    pub fn kind(&self) -> io::ErrorKind {
        self.source.kind()
    }

    /// The failure with its cause, for a message that has no chain.
    pub fn with_cause(&self) -> String {
        format!("{self}: {}", self.source)
    }
}

/// Result of a file operation.
pub type FsResult<T> = Result<T, FsError>;

fn context<T>(action: &'static str, path: &Path, result: io::Result<T>) -> FsResult<T> {
    result.map_err(|source| FsError { action, path: path.to_path_buf(), source })
}

/// Reads a whole file.
///
/// # Errors
/// When it does not exist or cannot be read.
pub fn read(path: &Path) -> FsResult<Vec<u8>> {
    context("read", path, fs::read(path))
}

/// Reads a whole file as UTF-8 text.
///
/// # Errors
/// When it does not exist, cannot be read, or is not UTF-8.
pub fn read_to_string(path: &Path) -> FsResult<String> {
    context("read", path, fs::read_to_string(path))
}

/// Reads a whole file that somebody else names: a regular one, of at most `most` bytes. Anything else may never end, or never
/// begin.
///
/// # Errors
/// When it does not exist or cannot be read, with [`io::ErrorKind::FileTooLarge`] when it is larger.
pub fn read_at_most(path: &Path, most: u64) -> FsResult<Vec<u8>> {
    let read = || -> io::Result<Vec<u8>> {
        let metadata = fs::metadata(path)?;
        if metadata.is_dir() {
            return Err(io::ErrorKind::IsADirectory.into());
        }
        if !metadata.is_file() {
            return Err(io::Error::other("it is no regular file"));
        }
        let mut bytes = Vec::new();
        if metadata.len() <= most {
            bytes.reserve_exact(usize::try_from(metadata.len()).unwrap_or_default());
            // What the system calls a file may give more than it says.
            fs::File::open(path)?.take(most + 1).read_to_end(&mut bytes)?;
        }
        if metadata.len() > most || bytes.len() as u64 > most {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        Ok(bytes)
    };
    context("read", path, read())
}

/// The first `length` bytes of a file, or all when it is shorter.
///
/// # Errors
/// When it does not exist or cannot be read.
pub fn read_start(path: &Path, length: u64) -> FsResult<Vec<u8>> {
    let start = || -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        fs::File::open(path)?.take(length).read_to_end(&mut bytes)?;
        Ok(bytes)
    };
    context("read", path, start())
}

/// Whether something is there, a broken link included.
pub fn exists(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok()
}

/// Type, size and mode of what is there, links followed; `None` where nothing is.
pub fn metadata(path: &Path) -> Option<Metadata> {
    fs::metadata(path).ok()
}

/// Whether it is a file, links followed.
pub fn is_file(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|metadata| metadata.is_file())
}

/// Whether it is a folder, links followed.
pub fn is_dir(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|metadata| metadata.is_dir())
}

/// Type, size and mode of what is there; links are not followed.
///
/// # Errors
/// When nothing is there or it cannot be asked.
pub fn symlink_metadata(path: &Path) -> FsResult<Metadata> {
    context("inspect", path, fs::symlink_metadata(path))
}

/// When what is there was last written, in nanoseconds since 1970; links are not followed. Nothing where the system does not
/// say.
pub fn modified(path: &Path) -> Option<u64> {
    let time = fs::symlink_metadata(path).ok()?.modified().ok()?;
    u64::try_from(time.duration_since(std::time::UNIX_EPOCH).ok()?.as_nanos()).ok()
}

/// The path without links and `..`.
///
/// # Errors
/// When it does not exist.
pub fn canonicalize(path: &Path) -> FsResult<PathBuf> {
    context("resolve", path, fs::canonicalize(path))
}

/// Where a link points.
///
/// # Errors
/// When it is no link.
pub fn read_link(path: &Path) -> FsResult<PathBuf> {
    context("read the link", path, fs::read_link(path))
}

/// What a folder holds, sorted by name.
///
/// # Errors
/// When it is no folder or cannot be read.
pub fn read_dir(path: &Path) -> FsResult<Vec<PathBuf>> {
    let list = || -> io::Result<Vec<PathBuf>> {
        let mut paths = fs::read_dir(path)?.map(|entry| Ok(entry?.path())).collect::<io::Result<Vec<_>>>()?;
        paths.sort();
        Ok(paths)
    };
    context("list", path, list())
}

/// What a folder holds, sorted by name, each with whether it is a folder itself; links are none. Asks the system once.
///
/// # Errors
/// When it is no folder or cannot be read.
pub fn read_dir_kinds(path: &Path) -> FsResult<Vec<(PathBuf, bool)>> {
    let list = || -> io::Result<Vec<(PathBuf, bool)>> {
        let mut entries = fs::read_dir(path)?
            .map(|entry| {
                let entry = entry?;
                Ok((entry.path(), entry.file_type()?.is_dir()))
            })
            .collect::<io::Result<Vec<_>>>()?;
        entries.sort();
        Ok(entries)
    };
    context("list", path, list())
}

/// Makes a folder and those above it.
///
/// # Errors
/// When it cannot be made.
pub fn create_dir_all(path: &Path) -> FsResult<()> {
    context("create the folder", path, fs::create_dir_all(path))
}

/// Removes a folder with all in it; fine when it is not there.
///
/// # Errors
/// When something in it cannot be removed.
pub fn remove_dir_all(path: &Path) -> FsResult<()> {
    match fs::remove_dir_all(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        result => context("remove", path, result),
    }
}

/// Removes a file; fine when it is not there.
///
/// # Errors
/// When it cannot be removed.
pub fn remove_file(path: &Path) -> FsResult<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        result => context("remove", path, result),
    }
}

/// Makes a file runnable by all.
///
/// # Errors
/// When the mode cannot be changed.
pub fn make_executable(path: &Path) -> FsResult<()> {
    context("make executable", path, set_mode(path, 0o755))
}

/// Moves a file or folder within one file system; an existing file is replaced.
///
/// # Errors
/// When it cannot be moved.
pub fn rename(from: &Path, to: &Path) -> FsResult<()> {
    context("move into place", to, fs::rename(from, to))
}

/// Puts `bytes` at `path` so that a reader sees the old content or the new one, never a part: written beside it,
/// flushed, then renamed. Readable by all, whatever the umask says, like a file that a checkout makes.
///
/// # Errors
/// When the folder cannot be written; the old content then stays.
pub fn write_atomically(path: &Path, bytes: &[u8]) -> FsResult<()> {
    context("write", path, replace(path, bytes, true))
}

/// [`write_if_changed`] without waiting for the disk: for what can be made again at any time. To look is much quicker than
/// to make a new file.
///
/// # Errors
/// When the folder cannot be written; the old content then stays.
pub fn write_derived(path: &Path, bytes: &[u8]) -> FsResult<()> {
    if holds(path, bytes) {
        return Ok(());
    }
    context("write", path, replace(path, bytes, false))
}

fn replace(path: &Path, bytes: &[u8], is_flushed: bool) -> io::Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    let mut file = tempfile::Builder::new().prefix(".tglambda-").tempfile_in(folder)?;
    file.write_all(bytes)?;
    make_readable(file.path())?;
    if is_flushed {
        file.as_file().sync_data()?;
    }
    file.persist(path).map_err(|error| error.error)?;
    Ok(())
}

/// Whether a file has just these bytes. What is no file of that size is not opened: a pipe or device has no end.
fn holds(path: &Path, bytes: &[u8]) -> bool {
    let is_of_size = |found: fs::Metadata| found.is_file() && found.len() == bytes.len() as u64;
    fs::symlink_metadata(path).is_ok_and(is_of_size) && fs::read(path).is_ok_and(|current| current == bytes)
}

/// [`write_atomically`], but leaves the file and its time alone when it already holds `bytes`. Says whether it wrote.
///
/// # Errors
/// When the folder cannot be written.
pub fn write_if_changed(path: &Path, bytes: &[u8]) -> FsResult<bool> {
    if holds(path, bytes) {
        return Ok(false);
    }
    write_atomically(path, bytes)?;
    Ok(true)
}

/// Gives `to` the content of `from`: a hard link where the file system allows it, else a copy made beside it and moved.
///
/// # Errors
/// When neither works.
pub fn link_or_copy(from: &Path, to: &Path) -> FsResult<()> {
    match fs::hard_link(from, to) {
        Ok(()) => Ok(()),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
        Err(_) => write_atomically(to, &read(from)?),
    }
}

/// A new empty folder inside `parent` that is removed when dropped.
///
/// # Errors
/// When it cannot be made.
pub fn temporary_dir_in(parent: &Path) -> FsResult<tempfile::TempDir> {
    context("create a folder in", parent, tempfile::Builder::new().prefix(".tglambda-").tempdir_in(parent))
}

fn make_readable(path: &Path) -> io::Result<()> {
    set_mode(path, 0o644)
}

#[cfg(unix)]
fn set_mode(path: &Path, mode: u32) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    fs::set_permissions(path, fs::Permissions::from_mode(mode))
}

#[cfg(not(unix))]
fn set_mode(_path: &Path, _mode: u32) -> io::Result<()> {
    Ok(())
}
