#!/usr/bin/env bash
# Line coverage of what moves the traffic: the client that calls the microservice, the router, its metrics, 80 % of each at least; and of the
# microservice, 85 %. From their unit tests and the monolith's, and from the connectivity suite with the processes that it starts.
#
#   eng/coverage.sh [--unit]     --unit: without the suite
set -euo pipefail
cd "$(dirname "$0")/.."

results=$PWD/artifacts/coverage
rm -rf "$results"
mkdir -p "$results"

# Each measured process leaves files in its temporary folder: they go with this one.
TMPDIR=$(mktemp -d)
export TMPDIR
trap 'rm -rf "$TMPDIR"' EXIT

# What was compiled ahead of time is not instrumented: everything is compiled anew.
export DOTNET_ReadyToRun=0

projects=(tests/TrafficRouter.Tests tests/Monolith.Tests tests/Listings.Tests)
[ "${1:-}" = --unit ] || projects+=(tests/Connectivity)
for project in "${projects[@]}"; do
    name=$(basename "$project")
    # A test that fails is said by its own run; what it covered counts all the same.
    dotnet run --project "$project" -- --coverage --coverage-output-format cobertura --coverage-output "$name.xml" --results-directory "$results" --progress off \
        || echo "$project: some tests failed"
done

# A line is covered if any of the reports has a hit for it.
awk '
    BEGIN {
        part["client"] = "services/Monolith/Microservice/"
        part["router"] = "services/TrafficRouter/"
        part["metrics"] = "services/TrafficRouter/Telemetry/"
        part["microservice"] = "services/Listings/"
        for (name in part) least[name] = name == "microservice" ? 85 : 80
    }
    match($0, /filename="[^"]*"/) { file = substr($0, RSTART + 10, RLENGTH - 11) }
    /<line / && match($0, /number="[0-9]+"/) {
        line = file ":" substr($0, RSTART + 8, RLENGTH - 9)
        match($0, /hits="[0-9]+"/)
        hits = substr($0, RSTART + 6, RLENGTH - 7) + 0
        if (!(line in seen) || hits > seen[line]) seen[line] = hits
    }
    END {
        for (line in seen) for (name in part) if (index(line, part[name])) { all[name]++; if (seen[line] > 0) covered[name]++ }
        for (name in part) {
            share = all[name] ? 100 * covered[name] / all[name] : 0
            printf "%-12s %5.1f %% of %d lines%s\n", name, share, all[name], share < least[name] ? sprintf(", less than %d %%", least[name]) : ""
            if (share < least[name]) failed = 1
        }
        exit failed
    }' "$results"/*.xml
