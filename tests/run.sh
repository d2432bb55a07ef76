#!/bin/sh
# Runs every test on a Debian 12, installing what is missing first; stops at the first failure.
set -eu

cd "$(dirname "$0")/.."
sh examples/packages.sh tests/packages.txt examples/packages.txt

jobs=$(nproc)

# build NAME OPTION...: configures and builds build/NAME.
build() {
  name=$1
  shift
  echo "== $name: build"
  cmake -S . -B "build/$name" -DTTHCPLAN_WERROR=ON "$@"
  cmake --build "build/$name" --parallel "$jobs"
}

# check NAME: runs its tests.
check() {
  echo "== $1: tests"
  ctest --test-dir "build/$1" --parallel "$jobs" --output-on-failure --no-tests=error
}

build gcc -DCMAKE_C_COMPILER=gcc
build clang -DCMAKE_C_COMPILER=clang
build asan --preset asan
check asan
# Where char is unsigned, as on ARM.
build memcheck -DCMAKE_C_COMPILER=gcc -DTTHCPLAN_MEMCHECK=ON -DCMAKE_C_FLAGS=-funsigned-char
check memcheck
build fuzz -DCMAKE_C_COMPILER=clang -DTTHCPLAN_FUZZ=ON -DTTHCPLAN_EXAMPLES=OFF
check fuzz
# Last, so that the summary is that of the complete run.
check gcc
