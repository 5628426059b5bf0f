#!/bin/sh
# Builds the drivers of the native libraries that are installed into a directory and prints the names of their methods.
#
#     perf-results/c/build-solves.sh <directory>
#
# CC, CXX and CFLAGS may be set.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
out=$1
mkdir -p "$out"
flags="${CFLAGS:--O3 -march=native} -fopenmp-simd -Wall -Wextra -I$here"
# shellcheck disable=SC2086
{
    ${CC:-gcc} $flags -std=c11 -fPIC -c -o "$out/problems.o" "$here/problems.c"
    ${CC:-gcc} $flags -std=c11 -c -o "$out/solves.o" "$here/solves.c"
    ${CC:-gcc} -shared -o "$out/libproblems.so" "$out/problems.o" -lm
}
objects="$out/problems.o $out/solves.o"

# have <header>
have() {
    echo "#include <$1>" | ${CXX:-g++} -fsyntax-only -x c++ - 2> /dev/null
}

# shellcheck disable=SC2086
{
    if have lbfgs.h; then
        ${CC:-gcc} $flags -std=c11 -o "$out/liblbfgs" "$here/solves-liblbfgs.c" $objects -llbfgs -lm
        ln -sf liblbfgs "$out/liblbfgs-backtracking"
        echo liblbfgs liblbfgs-backtracking
    fi
    if have nlopt.h; then
        ${CC:-gcc} $flags -std=c11 -o "$out/nlopt" "$here/solves-nlopt.c" $objects -lnlopt -lm
        echo nlopt
    fi
    if have dlib/optimization.h; then
        ${CXX:-g++} $flags -w -DNDEBUG -std=c++14 -o "$out/dlib" "$here/solves-dlib.cpp" $objects -lm
        echo dlib
        if ${CXX:-g++} $flags -w -DNDEBUG -std=c++14 -DUSE_BLAS -o "$out/dlib-blas" "$here/solves-dlib.cpp" $objects -lblas -lm 2> /dev/null; then
            echo dlib-blas
        fi
    fi
}
