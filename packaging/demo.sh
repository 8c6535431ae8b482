#!/usr/bin/env bash
# The whole way: build a .deb and a .rpm, push both, install them with real apt and dnf into a throw-away root.
set -euo pipefail
root=$(dirname "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")")
source "$root/packaging/install.sh"
slipway_need dpkg-dev rpm dnf gnupg curl

work=$(mktemp -d)
server=
as_root=()
[[ $EUID -eq 0 ]] || as_root=(sudo)
cleanup() {
  [[ -z $server ]] || { kill "$server" 2>/dev/null; wait "$server" 2>/dev/null || true; }
  "${as_root[@]}" rm -rf "$work"
}
trap cleanup EXIT
trap 'echo "The demo failed at line $LINENO." >&2; [[ ! -f $work/server.log ]] || tail -20 "$work/server.log" >&2' ERR
export XDG_CONFIG_HOME="$work/config"
slipway="$root/artifacts/bin/Slipway.Cli/release/slipway"
cd "$work"

step() { printf '\n== %s\n' "$*"; }
show() { # COMMAND...: as typed, then run
  printf '$ %s\n' "${*//$slipway/./slipway}"
  "$@"
}

step "Build a small .deb and a small .rpm"
mkdir -p deb/DEBIAN deb/usr/bin rpm
printf '#!/bin/sh\necho "Hello from the .deb"\n' | tee deb/usr/bin/hello-deb >/dev/null
chmod 755 deb/usr/bin/hello-deb
printf 'Package: hello-deb\nVersion: 1.0\nArchitecture: all\nMaintainer: Demo <demo@example.org>\nDescription: says hello\n' > deb/DEBIAN/control
cat > rpm/hello-rpm.spec <<'SPEC'
Name: hello-rpm
Version: 1.0
Release: 1
Summary: says hello
License: MIT
BuildArch: noarch
AutoReqProv: no
%description
Says hello.
%install
mkdir -p %{buildroot}/usr/bin
printf '#!/bin/sh\necho "Hello from the .rpm"\n' > %{buildroot}/usr/bin/hello-rpm
%files
%attr(755,root,root) /usr/bin/hello-rpm
SPEC
show dpkg-deb --root-owner-group --build deb hello-deb_1.0_all.deb
show rpmbuild --quiet -bb --define "_topdir $work/rpm" --define "_rpmdir $work" --define '_build_name_fmt %%{NAME}-%%{VERSION}-%%{RELEASE}.%%{ARCH}.rpm' rpm/hello-rpm.spec

step "Start a server with an empty data folder"
read -r low high < /proc/sys/net/ipv4/ip_local_port_range
for port in $(shuf -i "$low-$high" -n 20); do
  (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null || break
done
url=http://127.0.0.1:$port
"$root/artifacts/bin/Slipway.Server/release/slipway-server" --data "$work/data" --urls "$url" --first-repository demo/packages > server.log 2>&1 &
server=$!
for _ in $(seq 200); do
  ! curl -fs "$url/health" >/dev/null 2>&1 || break
  kill -0 "$server"
  sleep 0.1
done
curl -fsS "$url/health" >/dev/null
echo "It listens on $url"
grep -oE 'slp_[0-9a-f]{48}' server.log | head -1 > token

step "Log in and push"
printf '$ ./slipway login %s --token-stdin < token\n' "$url"
"$slipway" login "$url" --token-stdin < token
show "$slipway" push demo/packages/debian/bookworm hello-deb_1.0_all.deb
show "$slipway" push demo/packages/el/9 hello-rpm-1.0-1.noarch.rpm
show "$slipway" list demo/packages

step "Install with apt, which checks the signature, into a root of its own"
show curl -fsS "$url/demo/packages/gpgkey" -o key.asc
apt="$work/apt-root"
mkdir -p "$apt"/etc/apt/{apt.conf.d,preferences.d,sources.list.d,trusted.gpg.d} "$apt"/var/lib/apt/lists/partial "$apt"/var/cache/apt/archives/partial "$apt"/var/lib/dpkg/{info,updates,triggers} "$apt"/var/log/apt
: > "$apt/var/lib/dpkg/status"
cat > apt.conf <<CONF
Dir "$apt/";
Dir::State::status "$apt/var/lib/dpkg/status";
Dir::Bin::Methods "/usr/lib/apt/methods/";
DPkg::Options:: "--root=$apt";
DPkg::Options:: "--log=$apt/var/log/dpkg.log";
APT::Sandbox::User "root";
APT::Update::Error-Mode "any";
CONF
echo "deb [signed-by=$work/key.asc] $url/demo/packages/debian/ bookworm main" | tee "$apt/etc/apt/sources.list"
show "${as_root[@]}" env APT_CONFIG="$work/apt.conf" apt-get -q update
show "${as_root[@]}" env APT_CONFIG="$work/apt.conf" apt-get -q -y install hello-deb
show "$apt/usr/bin/hello-deb"

step "Install with dnf, which checks the signature, into a root of its own"
mkdir repos
tee repos/demo.repo <<REPO
[demo]
name=demo
baseurl=$url/demo/packages/el/9/\$basearch
repo_gpgcheck=1
gpgcheck=0
gpgkey=file://$work/key.asc
REPO
show "${as_root[@]}" dnf -y --installroot="$work/dnf-root" --releasever=9 --setopt=reposdir="$work/repos" --setopt=cachedir="$work/dnf-cache" install hello-rpm
show "$work/dnf-root/usr/bin/hello-rpm"

step "Done. Everything of this demo is removed again; ./run starts a server that stays."
