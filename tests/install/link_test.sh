#!/bin/sh
# A program of somebody else builds and runs with the installed library in all four ways.
# usage: link_test.sh BUILD_DIR
set -eu

build=$1
consumer=$(cd "$(dirname "$0")" && pwd)/consumer
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
stage=$work/stage

fail() {
  echo "$*" >&2
  exit 1
}

# run NAME needs|free PROGRAM: it prints the version, and does or does not load the shared library.
run() {
  loads=free
  readelf -d "$3" | grep -q 'NEEDED.*libtthcplan\.so' && loads=needs
  [ "$loads" = "$2" ] || fail "$1: linked to the wrong library"
  said=$(LD_LIBRARY_PATH=$libs "$3") || fail "$1: the program failed"
  [ "$said" = "$version" ] || fail "$1: the program says \"$said\", the package \"$version\""
  echo "$1: $said"
}

unset PKG_CONFIG_PATH
if pkg-config --exists tthcplan; then
  fail "tthcplan is installed on this system already: this test could not tell the two apart"
fi

# A staged installation, since tthcplan.pc names the prefix that was configured.
DESTDIR=$stage cmake --install "$build" >"$work/install.log" || fail "cmake --install failed"
pc=$(find "$stage" -name tthcplan.pc)
[ -n "$pc" ] || fail "tthcplan.pc was not installed"
[ -n "$(find "$stage" -name tthcplan_ffi.h)" ] || fail "tthcplan_ffi.h was not installed"
version=$(pkg-config --modversion "$pc")
libs=$(dirname "$(dirname "$pc")")

cmake -S "$consumer" -B "$work/consumer" -Dtthcplan_DIR="$libs/cmake/tthcplan" >"$work/configure.log" ||
  fail "find_package(tthcplan) failed"
cmake --build "$work/consumer" >"$work/build.log" || {
  cat "$work/build.log" >&2
  fail "building with find_package(tthcplan) failed"
}
run "find_package, shared" needs "$work/consumer/with_shared"
run "find_package, static" free "$work/consumer/with_static"

PKG_CONFIG_PATH=$(dirname "$pc")
PKG_CONFIG_SYSROOT_DIR=$stage
export PKG_CONFIG_PATH PKG_CONFIG_SYSROOT_DIR
# shellcheck disable=SC2046 # the flags are words
gcc -o "$work/dynamic" "$consumer/main.c" $(pkg-config --cflags --libs tthcplan)
run "pkg-config, shared" needs "$work/dynamic"

# The linker takes the shared library where both are.
rm "$libs"/libtthcplan.so*
# shellcheck disable=SC2046
gcc -o "$work/static" "$consumer/main.c" $(pkg-config --static --cflags --libs tthcplan)
run "pkg-config, static" free "$work/static"
