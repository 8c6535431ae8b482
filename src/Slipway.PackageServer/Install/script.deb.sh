#!/bin/sh
# Adds the APT repository @REPOSITORY@ to this machine. Run it as root; running it again changes nothing.
#   os=ubuntu dist=noble      say which distribution this is, where it can't be found out
#   unique_id=NAME            the name under which this machine gets its read token, for private repositories
set -eu

server='@SERVER@'
repository='@REPOSITORY@'
file='@FILE@'
token='@TOKEN@'
list=/etc/apt/sources.list.d/$file.list
credentials=/etc/apt/auth.conf.d/$file.conf

say() { printf '%s\n' "$*"; }
fail() { printf 'slipway: %s\n' "$*" >&2; exit 1; }

# Prints what is at a path of the server. The token goes by standard input, where no process list shows it.
fetch() {
  if [ -n "$token" ]; then
    printf 'user = "%s:"\n' "$token" | curl --config - -fsSL "$server/$1"
  else
    curl -fsSL "$server/$1"
  fi
}

# Puts what a path says into a file, whole or not at all.
place() { # MODE FILE PATH
  mkdir -p "$(dirname "$2")"
  (umask 077 && fetch "$3" > "$2.slipway-new") || { rm -f "$2.slipway-new"; return 1; }
  chmod "$1" "$2.slipway-new"
  mv -f "$2.slipway-new" "$2"
}

detect() {
  os=${os:-} dist=${dist:-}
  [ -z "$os" ] || [ -z "$dist" ] || return 0
  [ -r /etc/os-release ] || fail "there is no /etc/os-release; say os=... dist=..., such as os=debian dist=bookworm"
  # shellcheck disable=SC1091
  . /etc/os-release
  os=${os:-${ID:-}}
  dist=${dist:-${VERSION_CODENAME:-${VERSION_ID:-}}}
  known "$os" "$dist" && return 0
  [ -n "${UBUNTU_CODENAME:-}" ] && known ubuntu "$UBUNTU_CODENAME" && os=ubuntu dist=$UBUNTU_CODENAME && return 0
  [ -n "${DEBIAN_CODENAME:-}" ] && known debian "$DEBIAN_CODENAME" && os=debian dist=$DEBIAN_CODENAME && return 0
  fail "'$os' '$dist' is not known to $server; say os=... dist=..., such as os=debian dist=bookworm"
}

known() { fetch "install/repositories/$repository/config_file.list?os=$1&dist=$2" > /dev/null 2>&1; }

apt_is_at_least() { dpkg --compare-versions "$(dpkg-query --show --showformat='${Version}' apt)" ge "$1"; }

[ "$(id -u)" -eq 0 ] || fail "run this as root: curl ... | sudo sh"
command -v apt-get > /dev/null || fail "there is no apt-get here; for dnf, yum and zypper use script.rpm.sh"
command -v curl > /dev/null || { say "Installing curl"; apt-get -qq update && apt-get -qq install -y curl ca-certificates > /dev/null; }

detect
query="os=$os&dist=$dist&name=${unique_id:-$(hostname)}&source=script"
say "Adding $repository for $os/$dist"

if apt_is_at_least 1.1; then
  place 644 "/etc/apt/keyrings/$file-archive-keyring.gpg" "$repository/gpgkey.gpg"
else
  place 644 "/etc/apt/trusted.gpg.d/$file.gpg" "$repository/gpgkey.gpg"
  query="$query&signed_by=no"
fi

if [ -n "$token" ]; then
  if apt_is_at_least 1.5; then
    place 600 "$credentials" "install/repositories/$repository/apt_auth_conf?$query"
  else
    # Only one file is read, which may hold other servers' entries: this repository's are put in place of its old ones.
    place 600 "/etc/apt/$file.auth" "install/repositories/$repository/apt_auth_conf?$query"
    (
      umask 077
      machine=$(sed -n 's/^machine //p' "/etc/apt/$file.auth")
      { [ ! -f /etc/apt/auth.conf ] || awk -v machine="$machine" '$1 == "machine" { skip = ($2 == machine) } !skip' /etc/apt/auth.conf
        cat "/etc/apt/$file.auth"
      } > /etc/apt/auth.conf.slipway-new
      mv -f /etc/apt/auth.conf.slipway-new /etc/apt/auth.conf
      rm -f "/etc/apt/$file.auth"
    )
  fi
fi

place 644 "$list" "install/repositories/$repository/config_file.list?$query"

say "Updating the list of packages"
apt-get update -o Dir::Etc::sourcelist="$list" -o Dir::Etc::sourceparts=- -o APT::Get::List-Cleanup=0
say "Done: packages of $repository can be installed."
