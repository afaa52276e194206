//! The files of the page: nothing in them comes from elsewhere, and what is in the program too is the same there.

use backpropd::truth_table::GATES;
use std::fs;
use std::path::Path;

/// What the page and the wall consist of, by path.
fn files() -> Vec<(String, String)> {
    let mut files = Vec::new();
    for folder in ["page", "page/news", "page/wall"] {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let end = path.extension().and_then(|end| end.to_str());
            if matches!(end, Some("html" | "css" | "js" | "svg")) {
                let text = fs::read_to_string(&path).unwrap();
                files.push((path.to_string_lossy().into_owned(), text));
            }
        }
    }
    assert!(files.len() > 20);
    files
}

#[test]
fn nothing_on_the_page_comes_from_elsewhere() {
    for (path, text) in files() {
        let text = text.replace("http://www.w3.org/", "");
        for forbidden in [
            "://",
            "innerHTML",
            "outerHTML",
            "insertAdjacentHTML",
            "eval(",
            " style=",
            " onclick=",
        ] {
            assert!(!text.contains(forbidden), "{path} has {forbidden}");
        }
    }
}

#[cfg(unix)]
#[test]
fn the_machine_of_the_page_is_up_to_date() {
    let output = std::process::Command::new("page/sources").output().unwrap();
    assert!(output.status.success(), "{output:?}");
    let kept = fs::read_to_string("page/machine.sources").unwrap();
    let now = String::from_utf8(output.stdout).unwrap();
    assert!(
        ["machine", "worksheets"]
            .iter()
            .all(|it| Path::new(&format!("page/{it}.wasm")).exists())
    );
    assert_eq!(
        kept, now,
        "core/, machine/ or page/wasm/ has changed since page/machine.wasm was compiled; run page/build"
    );
}

#[test]
fn the_page_has_the_gates_of_the_command_line() {
    let page = fs::read_to_string("page/gates.js").unwrap();
    let (_, list) = page.split_once("export const GATES = [").unwrap();
    let (list, _) = list.split_once("];").unwrap();
    let words: Vec<_> = list.split('\'').skip(1).step_by(2).collect();
    let gates: Vec<_> = GATES
        .iter()
        .flat_map(|(name, bits)| [*name, *bits])
        .collect();
    assert_eq!(words, gates);
}

/// It is loaded and compiled before the first picture.
#[test]
fn the_machine_of_the_page_is_small() {
    let bytes = fs::metadata("page/machine.wasm").unwrap().len();
    println!("page/machine.wasm: {bytes} bytes");
    assert!(bytes <= 200 << 10, "{bytes} bytes");
}
