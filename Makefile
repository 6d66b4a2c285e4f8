# Every target is one command that can be typed by hand; make only names it.
.PHONY: help build run dashboard test test-microservice-smoke test-microservice-connectivity test-traffic-router test-data-consistency test-faults format test-microservice-integration test-performance-reliability test-debug test-until-it-fails test-short test-microservice-coverage monitor prove bench mutation

help: ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 34

build: ## build everything
	dotnet build Migration.sln

run: ## bring the environment up; Ctrl-C ends it
	dotnet run --project AppHost

dashboard: ## shows the telemetry that a test run has left: FILE=artifacts/bin/Smoke.Suite/debug/TestResults/….telemetry.otlp
	dotnet run --project services/Dashboard -- --Dashboard:File "$(abspath $(FILE))"

test: ## every suite and every unit test, one assembly after another
	dotnet test --max-parallel-test-modules 1

test-microservice-smoke: ## nine checks: is everything there, and does it answer?
	dotnet test --project tests/Smoke

test-microservice-connectivity: ## nine checks: can monolith and microservice talk, and what when they cannot?
	dotnet test --project tests/Connectivity

test-data-consistency: ## nine checks: do the two databases and the index say the same?
	dotnet test --project tests/DataConsistency

test-faults: ## everything killed, cut and lost that can be, under 500 writes a second: five rounds of kills, of 60 s each (ROUNDS=5 LENGTH=60)
	Faults__Rounds=$(or $(ROUNDS),5) Faults__Seconds=$(or $(LENGTH),60) dotnet test --project tests/DataFaults

test-traffic-router: ## ten checks: does each user go where they should?
	dotnet test --project tests/TrafficRouter

test-microservice-integration: ## the five suites as one run, and the verdict: 0 GO, 1 NO-GO, 2 INCONCLUSIVE (make itself says 2 for all but 0)
	dotnet run --project tests/Verdict

test-debug: ## one check by name with time to look, in an environment that stays: TEST=Breaker_After5FailuresInARow_Opens
	dotnet run --project tests/Verdict -- --debug --test $(TEST)

test-until-it-fails: ## one check by name, again and again until it fails: TEST=… TIMES=100
	dotnet run --project tests/Verdict -- --test $(TEST) --repeat $(or $(TIMES),100)

test-short: ## smoke, connectivity and routing: the verdict is INCONCLUSIVE at best
	dotnet run --project tests/Verdict -- --suite Smoke --suite Connectivity --suite TrafficRouter

test-performance-reliability: ## eleven checks: is it fast enough, and what happens when a part dies?
	dotnet test --project tests/PerformanceReliability

test-microservice-coverage: ## line coverage of the client, the router and its metrics, more than 80 % of each, and of the microservice; the processes of the environment included
	eng/coverage.sh

monitor: ## watches a running environment, DURATION=24h; started again with the same DURATION it goes on
	dotnet run --project tests/Verdict -- watch --duration $(or $(DURATION),1h)

prove: ## seeds one fault after the other, each with the check that must find it (docs/mutation-proof.md); FAULT='name …' or SUITE=Smoke for some
	dotnet run --project tests/Verdict -- weave
	dotnet build tests/Verdict -p:Faults=true -p:ArtifactsPath=$(CURDIR)/artifacts/prove -p:RunAnalyzersDuringBuild=false -p:UseSharedCompilation=true
	dotnet artifacts/prove/bin/Verdict/debug/Migration.Verdict.dll prove $(foreach fault,$(FAULT),--fault $(fault)) $(foreach suite,$(SUITE),--suite $(suite))

bench: ## every comparison, one after another, into docs/performance.md
	benchmarks/run.sh

mutation: ## are the router's tests sharp? Its code is changed in a thousand ways; FOLDERS='Decisions' takes one folder, SERVER=1 the tests with a database too
	dotnet tool restore
	cd tests/TrafficRouter.Tests && WITHOUT_SERVER=$(if $(SERVER),,1) dotnet stryker --output ../../artifacts/mutation $(foreach folder,$(FOLDERS),--mutate '**/$(folder)/*.cs')

format: ## what the build demands of the code's form, applied
	dotnet format Migration.sln
