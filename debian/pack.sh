# shellcheck shell=bash
# Sourced by `dist`: which files the package has, and how they become one. Compiles nothing.

# stage FOLDER PROGRAM LICENCES PAGE: lays the files of the package out as they will be installed.
stage() {
    local root=$1 doc=$1/usr/share/doc/backpropd page
    put "$2" "$root/usr/bin/backpropd"
    put config/backpropd.toml "$root/etc/backpropd/"
    put systemd/*.service "$root/usr/lib/systemd/system/"
    put debian/backpropd.sysusers "$root/usr/lib/sysusers.d/backpropd.conf"
    put debian/backpropd.udev "$root/usr/lib/udev/rules.d/60-backpropd.rules"
    put debian/completions/backpropd.bash "$root/usr/share/bash-completion/completions/backpropd"
    put debian/completions/_backpropd "$root/usr/share/zsh/vendor-completions/"
    put debian/completions/backpropd.fish "$root/usr/share/fish/vendor_completions.d/"
    put debian/lintian-overrides "$root/usr/share/lintian/overrides/backpropd"
    # A folder for each language: man1, ko/man1.
    (cd debian/man && find . -name '*.1') | while read -r page; do
        put "debian/man/$page" "$root/usr/share/man/$page"
    done
    put ./*.md debian/changelog debian/copyright "$doc/"
    put docs/*.* "$doc/docs/"
    put config/{backpropd.ko.toml,four-switches.toml,grafana-dashboard.json} machine/data/recordings/forgetting.txt "$doc/examples/"
    put "$3" "$doc/third-party-licences.txt"
    put "$4" "$doc/backpropd.html"

    find "$root/usr/share/man" "$doc/changelog" -type f -exec gzip -9 --no-name {} +
    find "$root" -type d -exec chmod 755 {} +
    find "$root" -type f -exec chmod 644 {} +
    chmod 755 "$root/usr/bin/backpropd"
}

# put FILE... DESTINATION: copies them there, into a folder if it ends in a slash, and makes the folders on the way.
# The copies are new, so that dpkg-deb gives all of them the time SOURCE_DATE_EPOCH.
put() {
    local destination=${!#}
    mkdir -p "${destination%/*}"
    cp "$@"
}

# add_control FOLDER ARCHITECTURE: what dpkg wants to know of the package.
add_control() {
    local root=$1 version homepage size
    version=$(sed -n '/^\[workspace.package\]/,/^\[/s/^version = "\(.*\)"/\1/p' Cargo.toml)
    homepage=$(sed -n 's/^repository = "\(.*\)"/\1/p' Cargo.toml)
    # In KiB, each file and each folder rounded up, as Debian's own tools count.
    size=$(find "$root" -type f -exec wc -c {} \; | awk '{ sum += int(($1 + 1023) / 1024) } END { print sum }')
    size=$((size + $(find "$root" -type d | wc -l)))
    mkdir "$root/DEBIAN"
    sed -e "s|@version@|$version|" -e "s|@architecture@|$2|" \
        -e "s|@homepage@|$homepage|" -e "s|@installed_size@|$size|" debian/control >"$root/DEBIAN/control"
    (cd "$root" && find etc -type f | sed 's,^,/,' | LC_ALL=C sort) >"$root/DEBIAN/conffiles"
    cp debian/{preinst,postinst,prerm,postrm} "$root/DEBIAN/"
    chmod 755 "$root/DEBIAN"/{,preinst,postinst,prerm,postrm}
    chmod 644 "$root/DEBIAN"/{control,conffiles}
}

# pack FOLDER PACKAGE: the same folder gives the same bytes, on any computer at any time.
pack() {
    dpkg-deb --root-owner-group -Zxz --build "$1" "$2" >/dev/null
}
