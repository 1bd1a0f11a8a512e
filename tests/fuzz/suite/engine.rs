//! The engine finds what was hidden for it, makes it small, and does the same again.

use keystow_fuzz::engine::{Finding, Limit, Target, class, fuzz};
use keystow_fuzz::{Case, Field, Kind, Report};

/// A reader with three faults: one behind two words in a row, which chance finds only one after the
/// other, one behind a word and a choice, one inside a list.
struct Faulty;

const FIELDS: &[Field] = &[
    Field::choice("choice"),
    Field::new("bytes", Kind::Bytes, 64),
    Field::new("text", Kind::Text, 64),
    Field::new("json", Kind::Json, 256),
];

impl Target for Faulty {
    fn name(&self) -> &'static str {
        "faulty"
    }

    fn fields(&self) -> &'static [Field] {
        FIELDS
    }

    fn seeds(&self) -> Vec<Case> {
        let json = br#"{"list":[1,2,3],"word":"x"}"#.to_vec();
        vec![Case(vec![vec![0], vec![0; 16], b"harmless".to_vec(), json])]
    }

    fn words(&self) -> &[&'static [u8]] {
        &[b"magic", b"deep", b"FU", b"ZZ"]
    }

    fn run(&self, case: &Case) -> Result<u64, Finding> {
        let bytes = case.bytes(1);
        let depth = usize::from(bytes.starts_with(b"FU")) + usize::from(bytes.starts_with(b"FUZZ"));
        assert!(depth < 2, "four letters were found");
        let magic = case.text(2).contains("magic") && case.choice(0, 2) == 1;
        Finding::unless(!magic, "no magic", || case.text(2))?;
        let json: Option<serde_json::Value> = serde_json::from_slice(case.bytes(3)).ok();
        let json = json.unwrap_or_default();
        let deep = json["list"]
            .as_array()
            .is_some_and(|list| list.contains(&"deep".into()));
        Finding::unless(!deep, "no deep word in the list", || json.to_string())?;
        Ok(class(&(depth, json.is_object(), json["list"].is_array())))
    }
}

fn report(seed: u64) -> Report {
    fuzz(&Faulty, seed, Limit::Runs(60_000), &mut |_| ())
}

#[test]
fn every_hidden_fault_is_found_once_and_made_small() {
    let report = report(3);
    let what = |word: &str| {
        report
            .found
            .iter()
            .filter(|found| found.what.contains(word))
            .count()
    };
    assert_eq!(
        (
            report.found.len(),
            what("engine.rs"),
            what("no magic"),
            what("no deep word")
        ),
        (3, 1, 1, 1),
        "{:?}",
        report.found
    );
    for found in &report.found {
        match found.what.as_str() {
            "no magic" => assert_eq!(
                (found.case.text(2), found.crash),
                ("magic".to_owned(), false)
            ),
            "no deep word in the list" => assert!(found.case.size() <= 32, "{:?}", found.case),
            _ => {
                assert!(
                    found.crash && found.seen.contains("four letters"),
                    "{found:?}"
                );
                assert_eq!(found.case.bytes(1), b"FUZZ");
            }
        }
    }
}

#[test]
fn the_same_seed_does_the_same_again() {
    let cases = |seed| {
        let mut cases = Vec::new();
        fuzz(&Faulty, seed, Limit::Runs(500), &mut |case| {
            cases.push(case.clone());
        });
        cases
    };
    assert_eq!(cases(7), cases(7));
    assert_ne!(cases(7), cases(8));
}

#[test]
fn no_change_outgrows_its_field_or_breaks_a_character() {
    fuzz(&Faulty, 11, Limit::Runs(20_000), &mut |case| {
        for (field, bytes) in FIELDS.iter().zip(&case.0) {
            assert!(bytes.len() <= field.limit, "{}", field.name);
        }
        assert!(std::str::from_utf8(case.bytes(2)).is_ok());
    });
}

#[test]
fn a_kept_case_reads_back() {
    let odd = Case(vec![
        vec![255],
        (0..=255).collect(),
        "Büro\n\"\\ # \u{202e}".as_bytes().to_vec(),
        Vec::new(),
    ]);
    let text = odd.write(FIELDS);
    assert!(text.is_ascii());
    assert_eq!(text.lines().count(), FIELDS.len());
    assert_eq!(
        Case::read(FIELDS, &format!("# faulty\n# title\n{text}")),
        Some(odd)
    );
    assert_eq!(Case::read(FIELDS, "choice: \\x0"), None);
}
