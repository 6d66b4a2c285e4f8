#!/usr/bin/env bash
# The peer: starts what the AppHost starts, in the same order, as soon as what each waits for answers, and polls the same health
# addresses every 75 ms. Prints the milliseconds until everything is healthy, then stops it all.
#
#   script.sh DATA_FOLDER      the engine's data folder, or a copy: the two clusters and the services' files
set -euo pipefail
cd "$(dirname "$0")/../.."
data=$1
bin=artifacts/bin
pids=()

finish() {
    [ ${#pids[@]} -eq 0 ] || kill -TERM "${pids[@]}" 2> /dev/null || true
    wait
}
trap finish EXIT

# A server refuses to run as root.
as_server_user=()
[ "$(id -u)" -ne 0 ] || as_server_user=(setpriv --reuid=postgres --regid=postgres --clear-groups)

postgres() { # postgres FOLDER PORT
    (cd / && exec "${as_server_user[@]}" "$PG_BIN/postgres" -D "$1" -p "$2" -c listen_addresses=127.0.0.1 -c wal_level=logical \
        -c "hba_file=$1/migration.hba.conf" -c unix_socket_directories= -c dynamic_shared_memory_type=mmap > /dev/null 2>&1) &
    pids+=($!)
}
service() { # service PROJECT [NAME=VALUE...]: in its project folder, as a resource is
    local project=$1
    shift
    (cd "services/$project" && exec env DOTNET_TieredPGO=0 DOTNET_EnableWriteXorExecute=0 DOTNET_TC_CallCountingDelayMs=7D0 DOTNET_ENVIRONMENT=Development \
        ASPNETCORE_ENVIRONMENT=Development OTEL_EXPORTER_OTLP_ENDPOINT=http://localhost:24317 OTEL_EXPORTER_OTLP_PROTOCOL=grpc \
        "$@" "../../$bin/$project/debug/Migration.$project" > /dev/null 2>&1) &
    pids+=($!)
}
until_listening() { until (: < "/dev/tcp/127.0.0.1/$1") 2> /dev/null; do sleep 0.075; done; }
until_healthy() { until curl -fs -o /dev/null "http://localhost:$1$2"; do sleep 0.075; done; }
connection() { echo "Host=localhost;Port=$1;Username=postgres;Password=$PASSWORD;Database=$2"; }

started=$(date +%s%N)
svetubd=ConnectionStrings__svetubd=$(connection 25432 svetubd)
listings=ConnectionStrings__listings-db=$(connection 25433 listings)

postgres "$data/monolith-postgres-data" 25432
postgres "$data/listings-postgres-data" 25433
service Dashboard Kestrel__Endpoints__http__Url=http://localhost:28888 Kestrel__Endpoints__otlp__Url=http://localhost:24317 \
    Kestrel__Endpoints__otlp-http__Url=http://localhost:24318
service SearchNode ASPNETCORE_URLS=http://localhost:29200 "Storage__Directory=$data/search"
until_listening 25432
service Monolith ASPNETCORE_URLS=http://localhost:28080 "$svetubd" "Storage__Directory=$data/monolith"
until_listening 25433
service Listings Kestrel__Endpoints__grpc__Url=http://localhost:25051 Kestrel__Endpoints__http__Url=http://localhost:28086 \
    "$listings" services__search__http__0=http://localhost:29200 services__monolith__http__0=http://localhost:28080
until_healthy 28080 /health
until_healthy 28086 /health
service DataSync ASPNETCORE_URLS=http://localhost:28087 "$svetubd" "$listings"
until_healthy 28087 /health
until_healthy 28888 /health
until_healthy 29200 /_cluster/health
echo $((($(date +%s%N) - started) / 1000000))
