#!/usr/bin/env bash
# Installs what the tests compile and run with: Chromium, Go, Mono, Rust and Julia 1.5.
# For Debian as root; does nothing for what is already there. Julia left Debian after bullseye, so that suite is
# added beside the running one, pinned low (100) so that nothing else is ever taken from it.
set -euo pipefail

have() { command -v "$1" >/dev/null 2>&1; }
installed() { [ "$(dpkg-query -W -f='${db:Status-Status}' "$1" 2>/dev/null)" = installed ]; }

if ! have apt-get; then
  echo 'toolchains: no apt-get here; install chromium, go, rustc, mcs + mono (or dotnet) and julia yourself' >&2
  exit 1
fi

# The address of the mirror that this machine already uses, from apt's own sources (one-line or deb822).
mirror() {
  apt-get indextargets --format '$(SITE) $(ORIGIN) $(CODENAME) $(COMPONENT)' 'Created-By: Packages' |
    awk '$2 == "Debian" && $3 !~ /-(security|updates|backports)$/ && $4 == "main" { print $1; exit }'
}

updated=no
update() {
  [ "$updated" = yes ] || apt-get update -q
  updated=yes
}

packages=()
have chromium || have google-chrome || packages+=(chromium)
have go || packages+=(golang-go)
have rustc || [ -x "${CARGO_HOME:-$HOME/.cargo}/bin/rustc" ] || packages+=(rustc)
for package in mono-mcs mono-runtime libmono-system-core4.0-cil libmono-system-numerics4.0-cil; do
  have dotnet || installed "$package" || packages+=("$package")
done

if [ "${#packages[@]}" -gt 0 ]; then
  update
  DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "${packages[@]}"
fi

if ! have julia; then
  update
  if [ -z "$(apt-cache madison julia)" ]; then
    site=$(mirror)
    [ -n "$site" ] || { echo "toolchains: apt's sources name no Debian mirror to take julia from" >&2; exit 1; }
    keyring=/usr/share/keyrings/debian-archive-keyring.gpg
    [ -e "$keyring" ] || apt-get install -y -q --no-install-recommends debian-archive-keyring
    printf 'Package: *\nPin: release n=bullseye\nPin-Priority: 100\n' >/etc/apt/preferences.d/bullseye-low
    printf 'deb [signed-by=%s] %s bullseye main\n' "$keyring" "$site" >/etc/apt/sources.list.d/bullseye-julia.list
    apt-get update -q
  fi
  DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends julia
fi

# Julia 1.5 unwinds its exceptions with the libunwind of its own suite; with a newer one a throw ends the process. It
# gets that library for itself, beside the running suite's.
private=/usr/local/lib/julia-libunwind
if [ "$(command -v julia)" = /usr/bin/julia ] && ! [ -e "$private/libunwind.so.8" ] && ! julia --startup-file=no -e 'f() = throw(1); g() = try f() catch; 2 end; g()' 2>/dev/null; then
  folder=$(mktemp -d)
  chmod 755 "$folder"
  (cd "$folder" && apt-get download -q libunwind8/bullseye && dpkg -x libunwind8_*.deb unpacked)
  mkdir -p "$private"
  cp -a "$folder"/unpacked/usr/lib/*/libunwind*.so.* "$private/"
  rm -rf "$folder"
  printf '#!/bin/sh\nLD_LIBRARY_PATH=%s${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH} exec /usr/bin/julia "$@"\n' "$private" >/usr/local/bin/julia
  chmod 755 /usr/local/bin/julia
fi
