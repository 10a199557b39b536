//! The tree of source files, read once: paths with `/`, from the root of the repository.
//! What git would ignore is not in it; what is not text has no lines.

use std::path::Path;

/// Folders that hold no source of ours.
const NOT_OURS: &[&str] = &[".git", "target", "node_modules", "out", "diwan-data", "__pycache__", ".venv"];

pub struct File {
    pub path: String,
    /// Empty for what is not text (fonts, pictures).
    pub text: String,
}

impl File {
    pub fn name(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or(&self.path)
    }

    pub fn ends(&self, ends: &[&str]) -> bool {
        ends.iter().any(|end| self.path.ends_with(end))
    }

    /// Written by others and kept as it came.
    pub fn vendored(&self) -> bool {
        let folder = ["/vendor/", "/fonts/"].iter().any(|folder| self.path.contains(folder));
        folder || self.name().contains(".min.") || self.name().ends_with("LICENSE")
    }

    /// A Rust file that only tests read.
    pub fn tests_only(&self) -> bool {
        matches!(self.name(), "tests.rs" | "stories.rs")
            || self.path.contains("/tests/")
            || self.path.contains("/stories/")
            || self.path.contains("/testing")
            || self.path.starts_with("crates/town/")
    }

    /// The lines with their numbers, as an editor counts them.
    pub fn lines(&self) -> impl Iterator<Item = (usize, &str)> {
        self.text.lines().enumerate().map(|(index, line)| (index + 1, line))
    }
}

pub struct Tree {
    pub files: Vec<File>,
}

impl Tree {
    pub fn read(root: &Path) -> std::io::Result<Tree> {
        let mut files = Vec::new();
        read_folder(root, "", &mut files)?;
        files.sort_by(|a, b| a.path.cmp(&b.path));
        Ok(Tree { files })
    }

    /// A small invented tree, for trying a check against a fault.
    #[cfg(test)]
    pub fn planted(files: &[(&str, &str)]) -> Tree {
        let files = files.iter().map(|(path, text)| File { path: (*path).into(), text: (*text).into() });
        Tree { files: files.collect() }
    }

    pub fn get(&self, path: &str) -> Option<&File> {
        self.files.iter().find(|file| file.path == path)
    }

    pub fn ending<'a>(&'a self, ends: &'a [&'a str]) -> impl Iterator<Item = &'a File> {
        self.files.iter().filter(|file| file.ends(ends))
    }

    /// The names of the folders right under `parent`.
    pub fn folders(&self, parent: &str) -> Vec<String> {
        let mut names: Vec<String> = self
            .files
            .iter()
            .filter_map(|file| file.path.strip_prefix(parent)?.strip_prefix('/')?.split_once('/'))
            .map(|(name, _)| name.to_owned())
            .collect();
        names.dedup();
        names
    }
}

fn read_folder(folder: &Path, prefix: &str, files: &mut Vec<File>) -> std::io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = format!("{prefix}{name}");
        let kind = entry.file_type()?;
        if kind.is_dir() && !NOT_OURS.contains(&name.as_str()) {
            read_folder(&entry.path(), &format!("{path}/"), files)?;
        } else if kind.is_file() {
            let text = String::from_utf8(std::fs::read(entry.path())?).unwrap_or_default();
            files.push(File { path, text });
        }
    }
    Ok(())
}

/// Rust text without its comments and without the tests at its end: what the program does.
pub fn code_of(text: &str) -> String {
    let before_tests = match text.find("#[cfg(test)]\nmod tests {") {
        Some(at) => &text[..at],
        None => text,
    };
    let mut code = String::with_capacity(before_tests.len());
    for line in before_tests.lines() {
        // A `//` inside a string is kept: an address is not a comment.
        let cut = line.match_indices("//").map(|(at, _)| at).find(|at| line[..*at].matches('"').count() % 2 == 0);
        code.push_str(cut.map_or(line, |at| &line[..at]));
        code.push('\n');
    }
    code
}

/// Whether `word` stands alone in `line`, not as part of a longer name.
pub fn has_word(line: &str, word: &str) -> bool {
    let part = |letter: Option<char>| letter.is_some_and(|letter| letter.is_alphanumeric() || letter == '_');
    line.match_indices(word)
        .any(|(at, _)| !part(line[..at].chars().next_back()) && !part(line[at + word.len()..].chars().next()))
}
