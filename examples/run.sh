#!/bin/sh
# Builds the library and the examples on a Debian 12, reads a plan from its document, records a year's progress in a store,
# and prints its state.
set -eu

cd "$(dirname "$0")/.."
sh examples/packages.sh examples/packages.txt

build=build
cmake -S . -B "$build" -DTTHCPLAN_TESTS=OFF
cmake --build "$build" --parallel "$(nproc)"

# The document as the office issued it, read with the units that are known; status 1: there are findings to look at.
"$build/examples/read_document" --id vinh-cuu-2021 --units examples/data/vinh-cuu-2021.json \
  examples/data/vinh-cuu-2021.txt > "$build/vinh-cuu-2021.json" || [ $? -eq 1 ]

# The store stays, to be looked at.
"$build/examples/save_plan" "$build/vinh-cuu-2021.db" examples/data/vinh-cuu-2021.json examples/data/vinh-cuu-2021-facts.json
"$build/examples/plan_status" --as-of 2021-07-15 "$build/vinh-cuu-2021.db"
