#!/bin/sh
# Every public header compiles alone, as C99, C11 and C++11, without a warning.
# usage: header_test.sh INCLUDE_DIR
set -eu

include=$1
failed=0
cd "$include"
for header in tthcplan.h tthcplan/*.h; do
  for compiler in 'gcc -std=c99 -x c' 'gcc -std=c11 -x c' 'clang -std=c99 -x c' 'clang -std=c11 -x c' \
    'g++ -std=c++11 -x c++'; do
    # shellcheck disable=SC2086 # the compiler is words
    if ! echo "#include \"$header\"" |
      $compiler -Wall -Wextra -Wpedantic -Werror -fsyntax-only -I "$include" -; then
      echo "$header fails with $compiler" >&2
      failed=1
    fi
  done
done
exit $failed
