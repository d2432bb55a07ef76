#!/bin/sh
# Installs those Debian packages of the given lists that are missing.
# usage: packages.sh LIST...
set -eu

missing=
for package in $(cat "$@" | sort -u); do
  status=$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null || true)
  [ "$status" = installed ] || missing="$missing $package"
done
[ -n "$missing" ] || exit 0

echo "Installing:$missing"
sudo=
if [ "$(id -u)" -ne 0 ]; then
  command -v sudo >/dev/null || {
    echo "Run this as root, or install:$missing" >&2
    exit 1
  }
  sudo=sudo
fi
$sudo apt-get update -q
# shellcheck disable=SC2086 # the packages are words
$sudo env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends $missing
