//! Compiles the C peers, plain C once for each size; FANN itself comes from Debian's libfann-dev, in its `double` variant.

/// The sizes of `src/c.rs`.
const SIZES: [u32; 5] = [2, 16, 32, 64, 128];

fn main() {
    println!("cargo::rerun-if-changed=c");
    for n in SIZES {
        let n = n.to_string();
        compile(&format!("plain_{n}"), "c/plain.c", &[("N", &n)]);
    }
    compile("fann_peer", "c/fann.c", &[]);
    println!("cargo::rustc-link-lib=doublefann");
    println!("cargo::rustc-link-lib=m");
}

fn compile(name: &str, file: &str, defines: &[(&str, &str)]) {
    let mut build = cc::Build::new();
    for (name, value) in defines {
        build.define(name, *value);
    }
    build.file(file).opt_level(3).warnings(true).compile(name);
}
