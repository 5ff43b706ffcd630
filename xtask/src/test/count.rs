//! How many tests ran, read from what the test runners print.

/// Tests of one suite.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    pub passed: usize,
    pub failed: usize,
    pub ignored: usize,
}

impl Count {
    pub fn add(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.ignored += other.ignored;
    }
}

/// `test result: ok. 3 passed; 0 failed; 0 ignored; …`, as libtest and wasm-bindgen's runner print it.
pub fn libtest(line: &str) -> Count {
    let Some((_, result)) = line.split_once("test result: ") else { return Count::default() };
    let number = |word: &str| {
        let parts = result.split(['.', ';']).map(str::trim);
        parts.filter_map(|part| part.strip_suffix(word)?.trim().parse::<usize>().ok()).sum()
    };
    Count { passed: number(" passed"), failed: number(" failed"), ignored: number(" ignored") }
}

/// `ℹ pass 3`, one line for each number, as Node's `spec` reporter prints it.
pub fn node(line: &str) -> Count {
    let mut words = line.split_whitespace();
    let (Some("ℹ"), Some(word), Some(number), None) =
        (words.next(), words.next(), words.next(), words.next())
    else {
        return Count::default();
    };
    let number = number.parse().unwrap_or(0);
    match word {
        "pass" => Count { passed: number, ..Count::default() },
        "fail" | "cancelled" => Count { failed: number, ..Count::default() },
        "skipped" | "todo" => Count { ignored: number, ..Count::default() },
        _ => Count::default(),
    }
}

/// The line without terminal escapes (ECMA-48 5.4, `CSI … m`).
pub fn without_colour(line: &str) -> String {
    let mut plain = String::new();
    let mut parts = line.split("\x1b[");
    plain += parts.next().unwrap_or_default();
    for part in parts {
        plain += part.split_once('m').map_or("", |(_, text)| text);
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_libtest() {
        let line = "test result: FAILED. 12 passed; 3 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.01s\n";
        assert_eq!(libtest(line), Count { passed: 12, failed: 3, ignored: 1 });
        assert_eq!(libtest("test decodes ... ok"), Count::default());
    }

    #[test]
    fn reads_node() {
        assert_eq!(
            node(&without_colour("\x1b[34mℹ pass 7\x1b[39m\n")),
            Count { passed: 7, failed: 0, ignored: 0 }
        );
        assert_eq!(node("ℹ cancelled 2"), Count { passed: 0, failed: 2, ignored: 0 });
        assert_eq!(node("ℹ skipped 2"), Count { passed: 0, failed: 0, ignored: 2 });
        assert_eq!(node("a test says: ℹ pass 9 of 9"), Count::default());
    }
}
