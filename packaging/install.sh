# Sourced: installs Debian packages that are missing, and says so. Never removes one for it: some of them conflict with others.

slipway_need() { # PACKAGE...
  local missing=() package
  for package in "$@"; do
    dpkg-query --show --showformat '${db:Status-Status}\n' "$package" 2>/dev/null | grep -qx installed || missing+=("$package")
  done
  [[ ${#missing[@]} -gt 0 ]] || return 0
  local root=()
  [[ $EUID -eq 0 ]] || root=(sudo)
  echo "Installing with apt-get: ${missing[*]}"
  "${root[@]}" apt-get update -q -y >/dev/null
  "${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-remove --no-install-recommends "${missing[@]}" >/dev/null
}

slipway_need_dotnet() {
  command -v dotnet >/dev/null || { echo "The .NET 10 SDK is missing: https://dotnet.microsoft.com/download" >&2; exit 1; }
}
