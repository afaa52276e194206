//! Compiles the two C peers; FANN itself is Debian's libfann-dev, its variant on `double`.

fn main() {
    println!("cargo::rerun-if-changed=c");
    cc::Build::new()
        .file("c/plain.c")
        .file("c/fann.c")
        .opt_level(3)
        .warnings(true)
        .compile("peers");
    println!("cargo::rustc-link-lib=doublefann");
    println!("cargo::rustc-link-lib=m");
}
