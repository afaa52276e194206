//! Assembles the pages in the browser, `page/`, to one file each that loads nothing: modules, style, icon, messages and the
//! machine are in it. `backpropd web` serves the page of a board, and it works as well when it is opened from a disk, where a
//! browser loads neither modules nor anything else. `backpropd class` serves the wall of a class, which has no machine.
//!
//! Its security policy is in each: no script and no style but these, by their hashes; connections to its own origin alone.
//!
//! Into OUT_DIR it writes of each page `page.html`, `page.html.gz` for the program, and the policy, `page.policy`, for the
//! server's header. `./dist page` takes the first of the board's page from there.

#[cfg(feature = "web")]
fn main() -> Result<(), Box<dyn std::error::Error>> {
    page::build()
}

#[cfg(not(feature = "web"))]
fn main() {
    println!("cargo::rerun-if-changed=build.rs");
}

#[cfg(feature = "web")]
mod page {
    use miniz_oxide::deflate::compress_to_vec;
    use sha2::{Digest, Sha256};
    use std::error::Error;
    use std::path::{Path, PathBuf};
    use std::{env, fs};

    /// The module that stands for what is generated here.
    const BUILT_IN: &str = "built-in.js";

    /// A page: its parts, below `page`.
    struct Page {
        /// What the files are called that it becomes, and in capitals the variable with its tag.
        name: &'static str,
        html: &'static str,
        script: &'static str,
        /// In their order.
        styles: &'static [&'static str],
        /// Where the build script of the machine says its messages are.
        messages: &'static str,
        /// Whether the machine is in it.
        has_machine: bool,
    }

    const PAGES: [Page; 2] = [
        Page {
            name: "page",
            html: "index.html",
            script: "page.js",
            styles: &[
                "colours.css",
                "base.css",
                "style.css",
                "layout.css",
                "step.css",
                "lesson.css",
                "collection.css",
                "glance.css",
                "print.css",
                "by-hand.css",
            ],
            messages: "DEP_BACKPROPD_MACHINE_PAGE_MESSAGES",
            has_machine: true,
        },
        Page {
            name: "wall",
            html: "wall.html",
            script: "wall.js",
            styles: &["colours.css", "base.css", "wall.css"],
            messages: "DEP_BACKPROPD_MACHINE_WALL_MESSAGES",
            has_machine: false,
        },
    ];

    pub fn build() -> Result<(), Box<dyn Error>> {
        println!("cargo::rerun-if-changed=build.rs");
        PAGES.iter().try_for_each(Page::build)
    }

    impl Page {
        fn build(&self) -> Result<(), Box<dyn Error>> {
            let script = self.script()?;
            let styles = self.styles.iter().map(|name| read(name));
            let style = styles.collect::<Result<String, _>>()?;
            let policy = policy(&script, &style, self.has_machine);
            let page = self.html(&script, &style, &policy)?;
            let out = PathBuf::from(env::var("OUT_DIR")?);
            let file = |ending: &str| out.join(format!("{}.{ending}", self.name));
            fs::write(file("html.gz"), gzip(page.as_bytes()))?;
            fs::write(file("policy"), policy)?;
            fs::write(file("html"), &page)?;
            let (name, tag) = (self.name.to_uppercase(), base64(&hash(&page)[..12]));
            println!("cargo::rustc-env={name}_TAG={tag}");
            Ok(())
        }

        /// All modules as one: each in a scope of its own, after those that it imports.
        fn script(&self) -> Result<String, Box<dyn Error>> {
            let mut script = String::new();
            self.add_module(self.script, &mut Vec::new(), &mut script)?;
            if script.contains("</script") || script.contains("<!--") {
                return Err("page: a script must not contain </script or <!--".into());
            }
            Ok(script)
        }

        fn add_module(
            &self,
            name: &str,
            seen: &mut Vec<String>,
            script: &mut String,
        ) -> Result<(), Box<dyn Error>> {
            if seen.iter().any(|it| it == name) {
                return Ok(());
            }
            seen.push(name.to_owned());
            let (mut text, mut exports) = (String::new(), Vec::new());
            for line in self.module(name)?.lines() {
                if let Some(import) = line.strip_prefix("import ") {
                    let other = imported(name, line)?;
                    self.add_module(&other, seen, script)?;
                    let names = import.split(" from ").next().unwrap_or_default();
                    text.push_str(&format!("const {names} = {};\n", scope(&other)));
                    continue;
                }
                let line = match line.strip_prefix("export ") {
                    Some("{};") => continue,
                    Some(declared) => {
                        exports.push(declared_name(declared).to_owned());
                        declared
                    }
                    None => line,
                };
                text.push_str(line);
                text.push('\n');
            }
            let (scope, exports) = (scope(name), exports.join(", "));
            script.push_str(&format!(
                "\n// {name}\nconst {scope} = (() => {{\n{text}return {{ {exports} }};\n}})();\n"
            ));
            Ok(())
        }

        fn module(&self, name: &str) -> Result<String, Box<dyn Error>> {
            if name != BUILT_IN {
                return read(name);
            }
            let path = env::var(self.messages)?;
            println!("cargo::rerun-if-changed={path}");
            let messages = fs::read_to_string(&path).map_err(|error| format!("{path}: {error}"))?;
            let mut module = format!("export const MESSAGES = {messages};\n");
            if self.has_machine {
                let machine = read_bytes("machine.wasm")?;
                if let Some(name) = unknown_name(&machine, &messages) {
                    return Err(format!("page/machine.wasm: the page has no message {name}").into());
                }
                let machine = base64(&gzip(&machine));
                let worksheets = base64(&gzip(&read_bytes("worksheets.wasm")?));
                module += &format!(
                    "export const MACHINE = '{machine}';\nexport const WORKSHEETS = '{worksheets}';\n"
                );
            }
            Ok(module)
        }

        fn html(&self, script: &str, style: &str, policy: &str) -> Result<String, Box<dyn Error>> {
            let icon = format!(
                "data:image/svg+xml;base64,{}",
                base64(&read_bytes("icon.svg")?)
            );
            let mut page = read(self.html)?;
            for (from, to) in [
                ("{policy}", policy),
                (
                    "<link rel=\"stylesheet\" href=\"style.css\">",
                    &format!("<style>{style}</style>"),
                ),
                (
                    &format!("<script type=\"module\" src=\"{}\"></script>", self.script),
                    &format!("<script type=\"module\">{script}</script>"),
                ),
                ("href=\"icon.svg\"", &format!("href=\"{icon}\"")),
                ("src=\"icon.svg\"", &format!("src=\"{icon}\"")),
            ] {
                if page.matches(from).count() != 1 {
                    return Err(format!("page/{}: {from} must be there once", self.html).into());
                }
                page = page.replace(from, to);
            }
            Ok(page)
        }
    }

    /// The content of a file of the page.
    fn read(name: &str) -> Result<String, Box<dyn Error>> {
        let bytes = read_bytes(name)?;
        Ok(String::from_utf8(bytes).map_err(|error| format!("page/{name}: {error}"))?)
    }

    fn read_bytes(name: &str) -> Result<Vec<u8>, Box<dyn Error>> {
        let path = Path::new("page").join(name);
        println!("cargo::rerun-if-changed={}", path.display());
        Ok(fs::read(&path).map_err(|error| format!("{}: {error}", path.display()))?)
    }

    /// What a module's exports are called in the one script: `$news_board_js`.
    fn scope(name: &str) -> String {
        format!("${}", name.replace(['/', '.', '-'], "_"))
    }

    /// `say` of `function say(name) {`.
    fn declared_name(line: &str) -> &str {
        let line = line.strip_prefix("async ").unwrap_or(line);
        let (_, name) = line.split_once(' ').unwrap_or_default();
        let end = name.find(|it: char| !it.is_alphanumeric() && it != '_');
        &name[..end.unwrap_or(name.len())]
    }

    /// A message that the machine names and the page does not have: machine/src/messages.rs says how it names them.
    fn unknown_name(machine: &[u8], messages: &str) -> Option<String> {
        let names = machine.split(|byte| *byte == 1).filter_map(|after| {
            let end = after.iter().position(|byte| *byte == 4)?;
            str::from_utf8(&after[..end]).ok()
        });
        let is_name = |name: &&str| {
            let mut bytes = name.bytes();
            name.len() > 4 && bytes.all(|byte| byte.is_ascii_lowercase() || byte == b'_')
        };
        let mut unknown = names
            .filter(is_name)
            .filter(|name| !messages.contains(&format!("\"{name}\":")));
        unknown.next().map(String::from)
    }

    /// The module that a line of this module imports from, as a path below `page`.
    fn imported(name: &str, line: &str) -> Result<String, Box<dyn Error>> {
        let from = line
            .strip_suffix("';")
            .and_then(|line| line.rsplit_once(" from './"));
        let up = line
            .strip_suffix("';")
            .and_then(|line| line.rsplit_once(" from '../"));
        let folder = name.rsplit_once('/').map(|(folder, _)| folder);
        match (from, up, folder) {
            (Some((_, file)), _, None) => Ok(file.to_owned()),
            (Some((_, file)), _, Some(folder)) => Ok(format!("{folder}/{file}")),
            (None, Some((_, file)), Some(folder)) if !folder.contains('/') => Ok(file.to_owned()),
            _ => {
                Err(format!("page/{name}: import on one line, from './…' or '../…': {line}").into())
            }
        }
    }

    /// Nothing but what is in the page.
    fn policy(script: &str, style: &str, has_machine: bool) -> String {
        let [script, style] = [script, style].map(|text| base64(&hash(text)));
        let wasm = if has_machine {
            " 'wasm-unsafe-eval'"
        } else {
            ""
        };
        format!(
            "default-src 'none'; script-src 'sha256-{script}'{wasm}; style-src 'sha256-{style}'; \
             img-src data:; connect-src 'self'; base-uri 'none'; form-action 'none'; \
             require-trusted-types-for 'script'"
        )
    }

    fn hash(text: &str) -> [u8; 32] {
        Sha256::digest(text).into()
    }

    fn base64(bytes: &[u8]) -> String {
        const DIGITS: &[u8; 64] =
            b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
        for chunk in bytes.chunks(3) {
            let number = (0..3).fold(0, |number, at| {
                number << 8 | u32::from(*chunk.get(at).unwrap_or(&0))
            });
            for at in 0..4 {
                let digit = DIGITS[(number >> (18 - 6 * at) & 63) as usize];
                text.push(if at <= chunk.len() {
                    char::from(digit)
                } else {
                    '='
                });
            }
        }
        text
    }

    /// In the format of RFC 1952, without a name or a time.
    fn gzip(bytes: &[u8]) -> Vec<u8> {
        const HEAD: [u8; 10] = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 2, 255];
        let mut gzip = HEAD.to_vec();
        gzip.extend(compress_to_vec(bytes, 9));
        gzip.extend(checksum(bytes).to_le_bytes());
        gzip.extend((bytes.len() as u32).to_le_bytes());
        gzip
    }

    /// CRC-32, as gzip has it.
    fn checksum(bytes: &[u8]) -> u32 {
        let step = |rest: u32, _| (rest >> 1) ^ (0xedb8_8320 & (rest & 1).wrapping_neg());
        !bytes
            .iter()
            .fold(!0, |rest, byte| (0..8).fold(rest ^ u32::from(*byte), step))
    }
}
