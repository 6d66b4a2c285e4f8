#!/bin/sh
# compile.sh COMPILER REFERENCES LIST [LOCK]: compiles what is not newer than its source. A line of LIST is SOURCE|TARGET; whoever shares
# targets with others gives a LOCK.
compiler=$1 references=$2 list=$3 lock=$4
signalled=128

if [ -n "$lock" ] && [ -z "$AHEAD_LOCKED" ] && command -v flock > /dev/null; then
    AHEAD_LOCKED=1 exec flock "$lock" sh "$0" "$@"
fi

while IFS='|' read -r source target; do
    if [ "$target" -nt "$source" ] && [ "$target" -nt "$0" ]; then
        continue
    fi

    mkdir -p "$(dirname "$target")"
    new=$target.$$
    "$compiler" "$source" -o "$new" --targetos linux -O "@$references" < /dev/null
    code=$?
    # What cannot be compiled, such as an assembly that is compiled already, is used as it is; an interrupted run is tried again.
    [ "$code" -eq 0 ] || [ "$code" -gt "$signalled" ] || cp "$source" "$new"
    [ ! -e "$new" ] || mv "$new" "$target"
done < "$list"
