//! `evaluate DIR --groups FILE`: how often each check warns or fails in each group of photos, with Wilson's interval, and
//! how many good portraits come out clean.

use super::table::{Row, cells};
use anyhow::{Context, Result};
use face_preflight::internals::check::CHECKS;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::fmt::Write;

/// For 95 % of an interval.
const Z: f64 = 1.96;

/// What the third column of the file says of a portrait that an observer calls upright and well lit.
const PORTRAIT: &str = "portrait";

/// Which photos are judged, and as what.
#[derive(Default)]
pub struct Groups {
    /// The photos of each group, by name. A photo may be in several.
    pub members: BTreeMap<String, Vec<String>>,
    /// Upright, well-lit portraits by an observer's look. `None` where the file does not say: then all may be.
    portraits: Option<HashSet<String>>,
}

impl Groups {
    /// Reads lines of `file,group` or `file,group,portrait`; the first is the head.
    pub fn read(text: &str) -> Result<Self> {
        let mut groups = Self::default();
        let mut lines = text.lines();
        if lines.next().is_some_and(|head| cells(head).len() > 2) {
            groups.portraits = Some(HashSet::new());
        }
        for line in lines.filter(|line| !line.is_empty()) {
            let cells = cells(line);
            let [file, group, rest @ ..] = cells.as_slice() else { anyhow::bail!("no group in {line}") };
            groups.members.entry(group.clone()).or_default().push(file.clone());
            if let (Some(portraits), [looks, ..]) = (&mut groups.portraits, rest)
                && looks == PORTRAIT
            {
                portraits.insert(file.clone());
            }
        }
        Ok(groups)
    }

    /// The names of all photos.
    pub fn names(&self) -> HashSet<&str> {
        self.members.values().flatten().map(String::as_str).collect()
    }

    /// Whether a photo is a portrait in colour, upright and well lit by the file, and of more than a small face: of the
    /// same content as other such photos, however few pixels it has.
    fn is_portrait(&self, row: &Row) -> bool {
        self.portraits.as_ref().is_none_or(|portraits| portraits.contains(&row.name))
            && ["grey", "face_share"].into_iter().all(|id| row.is_bad(id) == Some(false))
    }

    /// Whether such a portrait has the pixels that the API wants, too.
    fn is_large_portrait(&self, row: &Row) -> bool {
        self.is_portrait(row)
            && ["resolution", "face_small"].into_iter().all(|id| row.is_bad(id) == Some(false))
    }
}

/// Wilson's interval of a share, in percent.
pub fn interval(bad: usize, of: usize) -> (f64, f64) {
    let (bad, n) = (bad as f64, of as f64);
    let share = bad / n;
    let middle = (share + Z * Z / (2.0 * n)) / (1.0 + Z * Z / n);
    let half = Z / (1.0 + Z * Z / n) * (share * (1.0 - share) / n + Z * Z / (4.0 * n * n)).sqrt();
    (100.0 * (middle - half).max(0.0), 100.0 * (middle + half).min(1.0))
}

/// How many of how many.
#[derive(Clone, Copy, Default)]
pub struct Share {
    pub bad: usize,
    pub of: usize,
}

impl Share {
    pub fn of(answers: impl Iterator<Item = bool>) -> Self {
        answers
            .fold(Self::default(), |share, bad| Self { bad: share.bad + usize::from(bad), of: share.of + 1 })
    }

    fn percent(self) -> f64 {
        100.0 * self.bad as f64 / self.of as f64
    }

    /// `3 of 120 = 2.5 % (0.9–7.1)`.
    pub fn text(self) -> String {
        if self.of == 0 {
            return "–".to_owned();
        }
        let (low, high) = interval(self.bad, self.of);
        format!("{} of {} = {:.1} % ({low:.1}–{high:.1})", self.bad, self.of, self.percent())
    }
}

/// How far the highest and the lowest rate are apart, and how likely chance alone sets two equal groups so far apart
/// (Fisher's exact test, two-sided): `3.1 (p = 0.04)`.
fn apart(shares: &[Share]) -> String {
    let told = || shares.iter().filter(|share| share.of > 0);
    let by_rate = |one: &&Share, other: &&Share| one.percent().total_cmp(&other.percent());
    let (Some(low), Some(high)) = (told().min_by(by_rate), told().max_by(by_rate)) else {
        return "–".to_owned();
    };
    let points = high.percent() - low.percent();
    match fisher(*low, *high) {
        _ if points == 0.0 => "0.0".to_owned(),
        chance if chance < 0.005 => format!("{points:.1} (p < 0.01)"),
        chance => format!("{points:.1} (p = {chance:.2})"),
    }
}

/// The chance of a table of two groups that is no likelier than theirs, with the same sums.
fn fisher(one: Share, other: Share) -> f64 {
    let logarithms = |n: usize| (1..=n).map(|k| (k as f64).ln()).sum::<f64>();
    let choose = |n: usize, k: usize| logarithms(n) - logarithms(k) - logarithms(n - k);
    let bad = one.bad + other.bad;
    let chance =
        |k: usize| (choose(one.of, k) + choose(other.of, bad - k) - choose(one.of + other.of, bad)).exp();
    let seen = chance(one.bad) * (1.0 + 1e-9);
    let possible = bad.saturating_sub(other.of)..=bad.min(one.of);
    possible.map(chance).filter(|chance| *chance <= seen).sum::<f64>().min(1.0)
}

/// The head of a table whose columns are groups.
pub fn head(title: &str, groups: &[(&str, usize)], last: &str) -> String {
    let mut text = format!("| {title} |");
    groups.iter().for_each(|(group, count)| {
        let _ = write!(text, " {group}, {count} |");
    });
    text + last + "\n|---|" + &"--:|".repeat(groups.len() + usize::from(!last.is_empty())) + "\n"
}

type Members<'a> = Vec<(&'a str, Vec<&'a Row>)>;

/// The photos of each group that could be read and of which `keep` says so.
fn members<'a>(rows: &'a [Row], groups: &'a Groups, keep: impl Fn(&Row) -> bool) -> Result<Members<'a>> {
    let known: HashMap<&str, &Row> = rows.iter().map(|row| (row.name.as_str(), row)).collect();
    let find = |name: &String| {
        known.get(name.as_str()).copied().with_context(|| format!("there is no photo {name}"))
    };
    groups
        .members
        .iter()
        .map(|(group, names)| {
            let of_group = names.iter().map(find).collect::<Result<Vec<&Row>>>()?;
            let kept = of_group.into_iter().filter(|row| row.error.is_empty() && keep(row));
            Ok((group.as_str(), kept.collect()))
        })
        .collect()
}

/// Every check in every group, as Markdown.
pub fn table(rows: &[Row], groups: &Groups) -> Result<String> {
    let members = members(rows, groups, |_| true)?;
    let mut text = rates(&members, "warned or failed");
    let mut line = |title: &str, answer: &dyn Fn(&Row) -> Option<bool>| {
        text += &rate_line(&members, title, answer);
    };
    line("refused: `no_face` fails", &|row| row.check("no_face").map(|(status, _)| status == "fail"));
    // That the sides were cut off is no fault of the light or the face.
    line("any check but `portrait`", &|row| Some(is_warned(row)));
    line("any failure", &|row| Some(!row.ok));
    line("any failure under `preset: strict`", &|row| Some(!row.strict));
    Ok(text)
}

fn rates(members: &Members, title: &str) -> String {
    let counts: Vec<_> = members.iter().map(|(group, rows)| (*group, rows.len())).collect();
    let mut text = head(title, &counts, " furthest apart |");
    for check in CHECKS {
        text += &rate_line(members, &format!("`{}`", check.id), &|row| row.is_bad(check.id));
    }
    text
}

fn rate_line(members: &Members, title: &str, answer: &dyn Fn(&Row) -> Option<bool>) -> String {
    let share = |rows: &Vec<&Row>| Share::of(rows.iter().filter_map(|row| answer(row)));
    let shares: Vec<Share> = members.iter().map(|(_, rows)| share(rows)).collect();
    let cells: String = shares.iter().map(|share| format!(" {} |", share.text())).collect();
    format!("| {title} |{cells} {} |\n", apart(&shares))
}

/// Whether any check warns or fails, but for that of a picture wider than high.
fn is_warned(row: &Row) -> bool {
    CHECKS.iter().any(|check| check.id != "portrait" && row.is_bad(check.id) == Some(true))
}

/// How many large portraits come out clean, what the others are warned of, and every check on portraits of any size, as
/// Markdown.
pub fn portraits(rows: &[Row], groups: &Groups) -> Result<String> {
    let large = members(rows, groups, |row| groups.is_large_portrait(row))?;
    let together: Vec<&Row> = large.iter().flat_map(|(_, rows)| rows.iter().copied()).collect();
    let mut columns = vec![("all", together.clone())];
    columns.extend(large.iter().map(|(group, rows)| (*group, rows.clone())));
    let counts: Vec<_> = columns.iter().map(|(group, rows)| (*group, rows.len())).collect();
    let mut text = head("large portraits", &counts, "");
    let mut line = |title: &str, answer: &dyn Fn(&Row) -> bool| {
        let cells = columns.iter().map(|(_, rows)| Share::of(rows.iter().map(|row| answer(row))).text());
        let _ = writeln!(text, "| {title} | {} |", cells.collect::<Vec<_>>().join(" | "));
    };
    line("without any warning", &|row| !is_warned(row));
    line("with a failure", &|row| !row.ok);
    line("pass `preset: strict`", &|row| row.strict);
    let mut warnings: Vec<(usize, &str)> = CHECKS
        .iter()
        .filter(|check| check.id != "portrait")
        .map(|check| (together.iter().filter(|row| row.is_bad(check.id) == Some(true)).count(), check.id))
        .filter(|(count, _)| *count > 0)
        .collect();
    warnings.sort_by_key(|(count, _)| std::cmp::Reverse(*count));
    let warnings: Vec<_> = warnings.iter().map(|(count, id)| format!("`{id}` {count}")).collect();
    let _ = writeln!(text, "\nTheir warnings: {}.\n", warnings.join(", "));
    let alike = members(rows, groups, |row| groups.is_portrait(row))?;
    Ok(text + &rates(&alike, "portraits warned or failed"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(name: &str, status: &str) -> Row {
        let checks = vec![(status.to_owned(), String::new()); CHECKS.len()];
        Row { name: name.to_owned(), error: String::new(), ok: true, strict: true, faces: 1, checks }
    }

    #[test]
    fn intervals_are_wilsons() {
        let (low, high) = interval(0, 182);
        assert!(low.abs() < 1e-9 && (high - 2.07).abs() < 0.01, "{low} {high}");
        let (low, high) = interval(13, 193);
        assert!((low - 3.98).abs() < 0.02 && (high - 11.2).abs() < 0.05, "{low} {high}");
        assert_eq!(Share::default().text(), "–");
    }

    #[test]
    fn chance_is_told_from_a_difference() {
        // Fisher's own example of the lady who tastes tea: 34/70.
        let p = fisher(Share { bad: 3, of: 4 }, Share { bad: 1, of: 4 });
        assert!((p - 34.0 / 70.0).abs() < 1e-9, "{p}");
        let p = fisher(Share { bad: 1, of: 748 }, Share { bad: 13, of: 193 });
        assert!(p > 5e-9 && p < 2e-8, "{p}");
        let shares = [Share { bad: 3, of: 100 }, Share { bad: 1, of: 100 }, Share::default()];
        assert_eq!(apart(&shares), "2.0 (p = 0.62)");
        assert_eq!(apart(&[Share { bad: 13, of: 193 }, Share { bad: 1, of: 748 }]), "6.6 (p < 0.01)");
        assert_eq!(apart(&[Share { bad: 0, of: 9 }, Share { bad: 0, of: 5 }]), "0.0");
    }

    #[test]
    fn each_group_has_its_rates() {
        let rows = [row("a", "warn"), row("b", "note"), row("c", "skipped")];
        let groups = Groups::read("file,group\na,one\nb,one\nc,two\na,two\n").unwrap();
        let table = table(&rows, &groups).unwrap();
        assert!(table.contains("| one, 2 | two, 2 | furthest apart |\n|---|--:|--:|--:|\n"), "{table}");
        let dark = table.lines().find(|line| line.starts_with("| `dark`")).unwrap();
        assert!(dark.contains("| 1 of 2 = 50.0 %") && dark.contains("| 1 of 1 = 100.0 %"), "{dark}");
        assert!(dark.ends_with("| 50.0 (p = 1.00) |"), "{dark}");
        assert_eq!(groups.names(), HashSet::from(["a", "b", "c"]));
        assert!(super::table(&rows, &Groups::read("file,group\nx,one\n").unwrap()).is_err());
    }

    #[test]
    fn portraits_are_those_that_are_said_to_be_and_large_enough() {
        let mut small = row("small", "pass");
        let place = CHECKS.iter().position(|check| check.id == "face_small").unwrap();
        small.checks[place].0 = "warn".to_owned();
        let mut turned = row("turned", "pass");
        let place = CHECKS.iter().position(|check| check.id == "yaw").unwrap();
        turned.checks[place].0 = "warn".to_owned();
        turned.strict = false;
        let rows = [row("good", "pass"), row("backlit", "pass"), small, turned];
        let text = "file,group,looks\ngood,D,portrait\nbacklit,D,\nsmall,L,portrait\nturned,L,portrait\n";
        let said = portraits(&rows, &Groups::read(text).unwrap()).unwrap();
        assert!(said.starts_with("| large portraits | all, 2 | D, 1 | L, 1 |\n"), "{said}");
        assert!(said.contains("| portraits warned or failed | D, 1 | L, 2 |"), "{said}");
        assert!(said.contains("| without any warning | 1 of 2 = 50.0 %"), "{said}");
        assert!(said.contains("| pass `preset: strict` | 1 of 2 = 50.0 %"), "{said}");
        assert!(said.contains("Their warnings: `yaw` 1.\n"), "{said}");
        let all = "file,group\ngood,D\nbacklit,D\nsmall,L\nturned,L\n";
        let said = portraits(&rows, &Groups::read(all).unwrap()).unwrap();
        assert!(said.starts_with("| large portraits | all, 3 | D, 2 | L, 1 |\n"), "{said}");
    }
}
