#!/usr/bin/env bash
# How long from `dotnet run --no-build` to all healthy, beside a plain script that starts the same binaries in the same order with
# the same probes. Interleaved blocks of engine, script and script again: the second script run is the A/A control, and a
# comparison is only worth something while script/script stays near 1. And once a block `dotnet run --no-build` of a program that only
# writes a line: the part of the engine's time that is the command's own, and no engine's to save.
#
#   benchmarks/Startup/run.sh [BLOCKS]      BLOCKS: 1 to 50, default 20; a block takes about ten seconds
#
# Needs: the solution built (dotnet build), PostgreSQL programs (PG_BIN, default: the newest below /usr/lib/postgresql), curl.
set -euo pipefail
cd "$(dirname "$0")/../.."

blocks=${1:-20}
if ! [[ $blocks =~ ^[0-9]+$ ]] || [ "$blocks" -lt 1 ] || [ "$blocks" -gt 50 ]; then
    echo "BLOCKS is '$blocks': give a number from 1 to 50" >&2
    exit 2
fi

export PG_BIN=${PG_BIN:-$(ls -d /usr/lib/postgresql/*/bin | sort -V | tail -n 1)}
export PASSWORD=startup-benchmark
work=$(mktemp -d /tmp/migration-startup.XXXXXX)
chmod 755 "$work"
trap 'rm -rf "$work"' EXIT

now() { date +%s%N; }

# Prints the milliseconds from the command to its line "All healthy", then ends it and waits for that. Waiting is one read that
# blocks: a loop of sleep and grep would take a good part of a core from what is measured.
engine() {
    local started out pid line healthy='' log=$work/engine.log
    : > "$log"
    started=$(now)
    exec {out}< <(exec env --default-signal=INT,QUIT dotnet run --no-build --project AppHost -- --DataDirectory "$work/engine" \
        --Postgres:BinDirectory "$PG_BIN" --Parameters:monolith-postgres-password "$PASSWORD" \
        --Parameters:listings-postgres-password "$PASSWORD" 2>&1)
    pid=$!
    while IFS= read -r -t 120 -u "$out" line; do
        printf '%s\n' "$line" >> "$log"
        if [[ -z $healthy && $line == *'All healthy'* ]]; then
            healthy=$((($(now) - started) / 1000000))
            kill -TERM "$pid"
        fi
    done
    if [ -z "$healthy" ]; then
        cat "$log" >&2
        echo "the environment did not become healthy" >&2
        kill -TERM "$pid" 2> /dev/null || true
        return 1
    fi
    wait "$pid" || true
    echo "$healthy"
}

# The same command with nothing to start.
bare() {
    local started
    started=$(now)
    dotnet run --no-build --project "$work/bare" > /dev/null
    echo $((($(now) - started) / 1000000))
}

make_bare() {
    mkdir "$work/bare"
    echo '<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework></PropertyGroup></Project>' \
        > "$work/bare/bare.csproj"
    echo 'System.Console.WriteLine("All healthy");' > "$work/bare/Program.cs"
    dotnet build "$work/bare" -v q > /dev/null
}

script() {
    timeout 120 benchmarks/Startup/script.sh "$work/script"
}

echo "# $(nproc) cores, $(awk '/MemTotal/ { printf "%.0f GiB", $2 / 1048576 }' /proc/meminfo), $(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1)"
echo "# .NET $(dotnet --version), $("$PG_BIN/postgres" --version)"

# Both start on data that is there, as on any day but the first: the script gets a copy of what the engine made.
make_bare
engine > /dev/null
cp -a "$work/engine" "$work/script"
script > /dev/null

echo "block engine_ms script_ms script_again_ms bare_ms engine_without_bare_ms"
for ((block = 1; block <= blocks; block++)); do
    engine=$(engine)
    script=$(script)
    again=$(script)
    bare=$(bare)
    echo "$block $engine $script $again $bare $((engine - bare))"
done | tee "$work/times"

# The bounds of the median's 95 % interval are order statistics: no assumption on the distribution.
summary() { # summary NAME COLUMN_A COLUMN_B
    awk -v a="$2" -v b="$3" '{ print $a / $b }' "$work/times" | sort -g | awk -v name="$1" '
        { ratio[NR] = $1 }
        END {
            # The largest k with P(Binomial(n, 1/2) < k) <= 2.5 %.
            n = NR; p = 0.5 ^ n; sum = 0; k = 0
            for (i = 0; i < n && sum + p <= 0.025; i++) { sum += p; k = i + 1; p = p * (n - i) / (i + 1) }
            median = n % 2 ? ratio[(n + 1) / 2] : (ratio[n / 2] + ratio[n / 2 + 1]) / 2
            low = k ? ratio[k] : ratio[1]; high = k ? ratio[n + 1 - k] : ratio[n]
            printf "%s: median %.3f, 95 %% interval %.3f to %.3f (n = %d)\n", name, median, low, high, n
        }'
}
median() { awk -v c="$1" '{ print $c }' "$work/times" | sort -g | awk '{ v[NR] = $1 } END { print NR % 2 ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2 }'; }

echo "engine median $(median 2) ms, script median $(median 3) ms, dotnet run of a program that does nothing $(median 5) ms"
summary "engine/script" 2 3
summary "engine without dotnet run's own time/script" 6 3
summary "A/A script/script" 4 3
