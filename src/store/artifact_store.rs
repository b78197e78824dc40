//! The way from a key to an artifact, and from a function to its manifest.

use std::path::{Path, PathBuf};

use crate::host::fs::{self, FsResult};
use crate::host::interrupt::Interrupt;
use crate::host::lock::FileLock;

use super::artifact::{Artifact, ArtifactRecord, sha256_hex};
use super::layout::Layout;
use super::manifest::FunctionManifest;
use super::slot::BuildSlot;

/// The store of one repository.
#[derive(Clone, Debug)]
pub struct ArtifactStore {
    layout: Layout,
}

/// What a key leads to.
#[derive(Debug)]
pub enum Lookup {
    /// It was built before.
    Hit(Artifact),
    /// It must be built, and the slot is the right to do so.
    Miss(BuildSlot),
    /// The user asked to stop while another process held the slot.
    Interrupted,
}

impl ArtifactStore {
    /// The store under `root`. Nothing is made on disk before something is built.
    pub fn at(root: &Path) -> Self {
        Self { layout: Layout::at(root) }
    }

    /// The root that paths in manifests start from.
    pub fn root(&self) -> &Path {
        self.layout.root()
    }

    /// The artifact under `key`. Its bytes are read only when it was written to since it was built, by whatever: then they
    /// must still have their digest.
    pub fn find(&self, key: &str) -> Option<Artifact> {
        let record: ArtifactRecord =
            serde_json::from_slice(&fs::read(&self.layout.record(key)).ok()?).ok()?;
        if record.format != ArtifactRecord::FORMAT {
            return None;
        }
        let path = self.layout.artifact(&record.sha256);
        if !fs::symlink_metadata(&path).is_ok_and(|metadata| metadata.len() == record.zipped) {
            return None;
        }
        let modified = fs::modified(&path);
        if modified.is_none() || modified != record.modified {
            if !fs::read(&path).is_ok_and(|bytes| sha256_hex(&bytes) == record.sha256) {
                return None;
            }
            // A store that cannot be written is read again the next time.
            drop(self.layout.write_record(key, &ArtifactRecord { modified, ..record.clone() }));
        }
        Some(record.artifact(path))
    }

    /// The artifact under `key`, else the slot to build it. Waits while another process builds it.
    ///
    /// # Errors
    /// When it must be built and the store cannot be written.
    pub fn lookup(&self, key: &str, interrupt: &Interrupt) -> FsResult<Lookup> {
        if let Some(artifact) = self.find(key) {
            return Ok(Lookup::Hit(artifact));
        }
        for folder in ["artifacts", "keys", "locks", "building"] {
            fs::create_dir_all(&self.layout.folder().join(folder))?;
        }
        fs::write_if_changed(&self.layout.folder().join(".gitignore"), b"*\n")?;
        let Some(lock) = FileLock::acquire_unless(&self.layout.lock(key), interrupt)? else {
            return Ok(Lookup::Interrupted);
        };
        // Whoever held the lock may have built it.
        if let Some(artifact) = self.find(key) {
            return Ok(Lookup::Hit(artifact));
        }
        BuildSlot::new(self.layout.clone(), key, lock).map(Lookup::Miss)
    }

    /// Writes a function's manifest, or leaves the equal one that is there untouched.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub fn write_manifest(&self, manifest: &FunctionManifest) -> FsResult<PathBuf> {
        let path = self.layout.manifest(&manifest.environment, &manifest.unit, &manifest.key);
        let mut text =
            serde_json::to_string_pretty(manifest).expect("internal: a manifest has string keys only");
        text.push('\n');
        if fs::read(&path).is_ok_and(|current| current == text.as_bytes()) {
            return Ok(path);
        }
        fs::create_dir_all(path.parent().unwrap_or(self.layout.folder()))?;
        fs::write_atomically(&path, text.as_bytes())?;
        Ok(path)
    }

    /// The manifest of a function's last build, when there is one that this version understands.
    pub fn manifest(&self, environment: &str, unit: &str, key: &str) -> Option<FunctionManifest> {
        let text = fs::read(&self.layout.manifest(environment, unit, key)).ok()?;
        let manifest: FunctionManifest = serde_json::from_slice(&text).ok()?;
        (manifest.format == FunctionManifest::FORMAT).then_some(manifest)
    }

    /// A path of the store as manifests have it: from the root, with `/` between the parts.
    pub fn relative(&self, path: &Path) -> String {
        self.layout.relative(path)
    }
}

#[cfg(test)]
mod tests {
    use super::super::artifact::Package;
    use super::super::layout::FOLDER;
    use super::*;

    fn slot(store: &ArtifactStore, key: &str) -> BuildSlot {
        match store.lookup(key, &Interrupt::default()).unwrap() {
            Lookup::Miss(slot) => slot,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_filled_slot_is_a_hit_while_its_zip_is_whole() {
        let root = tempfile::tempdir().unwrap();
        let store = ArtifactStore::at(root.path());
        assert!(!fs::exists(&root.path().join(FOLDER)));
        let packages = vec![Package { name: "a".into(), version: "1".into() }];
        let built = slot(&store, "k1").fill(b"zip", 9, packages).unwrap();
        assert_eq!(store.find("k1"), Some(built.clone()));
        assert_eq!(fs::read(&root.path().join(".tglambda/.gitignore")).unwrap(), b"*\n");
        assert_eq!(store.relative(&built.path), format!(".tglambda/artifacts/{}.zip", built.sha256));

        fs::write_atomically(&built.path, b"zi").unwrap();
        assert_eq!(store.find("k1"), None, "another size");
        assert_eq!(slot(&store, "k1").fill(b"zip", 9, built.packages.clone()).unwrap(), built);
        fs::remove_file(&built.path).unwrap();
        assert_eq!(store.find("k1"), None, "gone");
    }

    #[test]
    fn a_zip_that_was_written_to_is_read_before_it_is_believed() {
        let root = tempfile::tempdir().unwrap();
        let store = ArtifactStore::at(root.path());
        let built = slot(&store, "k").fill(b"zip", 3, Vec::new()).unwrap();
        let known = || fs::read(&store.layout.record("k")).unwrap();
        let first = known();
        let write = |bytes: &[u8]| {
            // The clock of a file system may be coarse: written until it shows another time.
            let before = fs::modified(&built.path);
            while fs::modified(&built.path) == before {
                fs::write_atomically(&built.path, bytes).unwrap();
            }
        };
        write(b"zip");
        assert_eq!(store.find("k"), Some(built.clone()), "a copy of the store has other times");
        assert_ne!(known(), first, "the time is known from now on");
        write(b"ZIP");
        assert_eq!(store.find("k"), None, "the same number of other bytes");
        assert_eq!(slot(&store, "k").fill(b"zip", 3, Vec::new()).unwrap(), built);
        assert_eq!(fs::read(&built.path).unwrap(), b"zip");
    }

    #[test]
    fn two_builders_of_one_key_build_once() {
        let root = tempfile::tempdir().unwrap();
        let store = ArtifactStore::at(root.path());
        let first = slot(&store, "k");
        let built = std::thread::scope(|scope| {
            let second = scope.spawn(|| store.lookup("k", &Interrupt::default()).unwrap());
            let built = first.fill(b"zip", 3, Vec::new()).unwrap();
            assert!(matches!(second.join().unwrap(), Lookup::Hit(artifact) if artifact == built));
            built
        });
        assert_eq!(store.find("k"), Some(built));
    }

    #[test]
    fn waiting_ends_when_the_user_asks_to_stop() {
        let root = tempfile::tempdir().unwrap();
        let store = ArtifactStore::at(root.path());
        let _held = slot(&store, "k");
        let interrupt = Interrupt::default();
        interrupt.set();
        assert!(matches!(store.lookup("k", &interrupt).unwrap(), Lookup::Interrupted));
    }

    #[test]
    fn a_slot_that_is_dropped_leaves_nothing() {
        let root = tempfile::tempdir().unwrap();
        let store = ArtifactStore::at(root.path());
        let abandoned = slot(&store, "k");
        fs::write_atomically(&abandoned.folder().join("half"), b"x").unwrap();
        drop(abandoned);
        assert_eq!(fs::read_dir(&root.path().join(".tglambda/building")).unwrap(), [] as [PathBuf; 0]);
        // What a killed process left is gone as well.
        fs::create_dir_all(&root.path().join(".tglambda/building/k/half")).unwrap();
        let next = slot(&store, "k");
        assert_eq!(fs::read_dir(next.folder()).unwrap(), [] as [PathBuf; 0]);
        let other = next.folder().to_path_buf();
        drop(next);
        assert_ne!(slot(&store, "k").folder(), other, "what an orphan writes to is not taken again");
    }

    #[test]
    fn names_cannot_leave_their_folder() {
        let path = ArtifactStore::at(Path::new("r")).layout.manifest("dev", "live/../../x", "../a b");
        assert_eq!(path, Path::new("r/.tglambda/functions/dev/live/%2e./%2e./x/%2e.%2fa%20b.json"));
    }
}
