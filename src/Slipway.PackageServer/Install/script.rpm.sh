#!/bin/sh
# Adds the RPM repository @REPOSITORY@ to this machine. Run it as root; running it again changes nothing.
#   os=el dist=9              say which distribution this is, where it can't be found out
#   unique_id=NAME            the name under which this machine gets its read token, for private repositories
set -eu

server='@SERVER@'
repository='@REPOSITORY@'
file='@FILE@'
token='@TOKEN@'

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

# Puts what a path says into a file, whole or not at all. A private repository's file holds a token: only root reads it.
place() { # FILE PATH
  mkdir -p "$(dirname "$1")"
  (umask 077 && fetch "$2" > "$1.slipway-new") || { rm -f "$1.slipway-new"; return 1; }
  [ -n "$token" ] || chmod 644 "$1.slipway-new"
  mv -f "$1.slipway-new" "$1"
}

detect() {
  os=${os:-} dist=${dist:-}
  [ -z "$os" ] || [ -z "$dist" ] || return 0
  [ -r /etc/os-release ] || fail "there is no /etc/os-release; say os=... dist=..., such as os=el dist=9"
  # shellcheck disable=SC1091
  . /etc/os-release
  os=${os:-${ID:-}}
  dist=${dist:-${VERSION_ID:-}}
  known "$os" "$dist" && return 0
  case " ${ID_LIKE:-} " in
    *" rhel "* | *" centos "*) known el "${dist%%.*}" && os=el dist=${dist%%.*} && return 0 ;;
  esac
  fail "'$os' '$dist' is not known to $server; say os=... dist=..., such as os=el dist=9"
}

known() { fetch "install/repositories/$repository/config_file.repo?os=$1&dist=$2" > /dev/null 2>&1; }

[ "$(id -u)" -eq 0 ] || fail "run this as root: curl ... | sudo sh"
command -v curl > /dev/null || fail "install curl first"

detect
query="os=$os&dist=$dist&name=${unique_id:-$(hostname)}&source=script"
say "Adding $repository for $os/$dist"

if command -v zypper > /dev/null; then
  [ -z "$token" ] || place "/etc/zypp/credentials.d/$file" "install/repositories/$repository/zypp_credentials?$query"
  place "/etc/zypp/repos.d/$file.repo" "install/repositories/$repository/config_file.repo?$query&client=zypper"
  # In a file that nobody can have put there before.
  key=$(mktemp)
  trap 'rm -f "$key"' EXIT
  fetch "$repository/gpgkey" > "$key"
  rpm --import "$key"
  say "Updating the list of packages"
  zypper --non-interactive --gpg-auto-import-keys refresh "$file"
elif command -v dnf > /dev/null; then
  place "/etc/yum.repos.d/$file.repo" "install/repositories/$repository/config_file.repo?$query"
  say "Updating the list of packages"
  dnf --quiet --assumeyes --disablerepo='*' --enablerepo="$file" makecache
elif command -v yum > /dev/null; then
  place "/etc/yum.repos.d/$file.repo" "install/repositories/$repository/config_file.repo?$query"
  say "Updating the list of packages"
  yum --quiet --assumeyes --disablerepo='*' --enablerepo="$file" makecache
else
  fail "there is no dnf, yum or zypper here; for apt use script.deb.sh"
fi

say "Done: packages of $repository can be installed."
