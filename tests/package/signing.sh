# shellcheck shell=bash
# Sourced by the tests that need a signed release: makes keys that are thrown away, and signs with them in a copy of the
# source, since `install` carries the key. They set `work`, a folder of their own, and have target/packages from ./dist.
# shellcheck disable=SC2154

refusals=0

fail() {
    cat "$work/log" >&2
    echo "$0: $*" >&2
    exit 1
}

# done_by COMMAND...: it succeeds.
done_by() {
    "$@" >"$work/log" 2>&1 || fail "failed: $*"
}

# refused WHY COMMAND...: it fails and says why.
refused() {
    local why=$1
    shift
    ! "$@" >"$work/log" 2>&1 || fail "not refused: $*"
    grep -qF -- "$why" "$work/log" || fail "does not say '$why': $*"
    refusals=$((refusals + 1))
}

# make_key FOLDER: by the commands of RELEASING.md, with the passphrase "secret".
make_key() {
    mkdir -p "$1" "$work/bin"
    printf '#!/bin/sh\nexec /usr/bin/gpg --batch --pinentry-mode loopback --passphrase secret "$@"\n' >"$work/bin/gpg"
    chmod +x "$work/bin/gpg"
    sed -n '/^export GNUPGHOME=/,/^```$/p' RELEASING.md | sed -e '$d' -e "s,/media/[a-z]*,$1," >"$1/commands"
    [ "$(wc -l <"$1/commands")" -eq 4 ] || fail 'RELEASING.md has other commands'
    echo 'gpgconf --kill all' >>"$1/commands"
    done_by env PATH="$work/bin:$PATH" TMPDIR="$work" bash -e "$1/commands"
    rm "$work/bin/gpg"
}

# use_key FOLDER ADDRESS: the copy of `install` gets this key and this address in place of its own.
use_key() {
    awk -v "key=$(<"$1/public.txt")" "/^KEY='\$/ { print; print key; skip = 1; next } /^'\$/ { skip = 0 } !skip" install |
        sed "s,^RELEASE=.*,RELEASE=$2," >"$work/source/install"
}

# make_source: the copy, $work/source, with the packages.
make_source() {
    mkdir -p "$work"/source/{target,config}
    : >"$work/log"
    cp -r dist debian install "$work/source/"
    cp config/vendor-data "$work/source/config/"
    cp -r target/packages "$work/source/target/"
}

# make_release ADDRESS: a release, $work/source/target/repository, for apt at this address.
make_release() {
    make_source
    make_key "$work/key"
    use_key "$work/key" "$1"
    mkdir -m 700 "$work/gpg"
    done_by env GNUPGHOME="$work/gpg" gpg --batch --import "$work/key/secret.asc"
    done_by env GNUPGHOME="$work/gpg" SIGNING_PASSPHRASE=secret "$work/source/dist" repository "$1"
    gpgconf --homedir "$work/gpg" --kill all
}
