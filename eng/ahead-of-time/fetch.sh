#!/bin/sh
# fetch.sh DOTNET COMPILER MISSING LOCK: restores the compiler, one project at a time; the file MISSING says that it was not to be had.
dotnet=$1 compiler=$2 missing=$3 lock=$4

if [ -z "$AHEAD_LOCKED" ] && command -v flock > /dev/null; then
    AHEAD_LOCKED=1 exec flock "$lock" sh "$0" "$@"
fi

if [ ! -e "$compiler" ] && [ ! -e "$missing" ]; then
    timeout 60 "$dotnet" restore "$(dirname "$0")/Crossgen.proj" --nologo -v q --disable-build-servers < /dev/null
    [ -e "$compiler" ] || echo "The restore of eng/ahead-of-time/Crossgen.proj fails; delete this file to try again." > "$missing"
fi
