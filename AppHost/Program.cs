using Microsoft.Extensions.Configuration;
using Migration.AppHost;
using Migration.Hosting;

var builder = DistributedApplication.CreateBuilder(args);

// The monolith's database and the microservice's: two servers, as in production, so that either can be taken away.
var svetubd = builder.AddPostgres("monolith-postgres", port: 5432).WithDataVolume().AddDatabase("svetubd");
var listingsDatabase = builder.AddPostgres("listings-postgres", port: 5433).WithDataVolume().AddDatabase("listings-db", "listings");

// Traces, metrics and logs of everything below.
var dashboard = builder.AddProject<Projects.Dashboard>("dashboard").WithHttpHealthCheck("/health").AsDashboard();

// With `--faults true` a proxy stands on every road, to cut, slow or distort it (services/FaultProxy); else there is none.
var faults = builder.Configuration.GetValue<bool>("Faults") ? builder.AddFaultProxy() : null;

var monolith = builder.AddProject<Projects.Monolith>("monolith")
    .WithHttpEndpoint(port: 8080)
    .WithHttpHealthCheck("/health")
    .WithReference(svetubd).WaitFor(svetubd)
    .WithDataDirectory("Storage__Directory")
    .WithEnvironment("Seed__Listings", builder.Configuration["Seed:Listings"] ?? "2000")
    .WithEnvironment("Auth__DevelopmentTokens", "true")
    .WithEnvironment("Routing__AllowForcedSide", "true")
    .WithDump(builder.Configuration);

var listings = builder.AddProject<Projects.Listings>("listings")
    .WithHttpHealthCheck("/health", endpointName: "http")
    .WithReference(listingsDatabase).WaitFor(listingsDatabase)
    .WithDataDirectory("Storage__Directory")
    .WithReference(monolith);
monolith.WithReference(listings);
faults?.StandBetween(monolith, listings, "grpc").StandBetween(listings, listingsDatabase);

// Keeps the two databases the same, both ways, and proves it: the index included. With `--datasync false` it waits to be started by hand.
var dataSync = builder.AddProject<Projects.DataSync>("datasync")
    .WithHttpEndpoint()
    .WithHttpHealthCheck("/health")
    .WithReference(svetubd).WaitFor(monolith)
    .WithReference(listingsDatabase).WaitFor(listings);
faults?.StandBetween(dataSync, svetubd).StandBetween(dataSync, listingsDatabase);
if (!builder.Configuration.GetValue("DataSync", true))
{
    dataSync.WithExplicitStart();
}

// A real OpenSearch by `--search URL`, else the embedded node.
if (builder.Configuration["search"] is { Length: > 0 } url)
{
    var search = builder.AddExternalService("search", url).WithHttpHealthCheck("/_cluster/health");
    listings.WithReference(search);
    dataSync.WithReference(search);
}
else
{
    var search = builder.AddProject<Projects.SearchNode>("search")
        .WithHttpEndpoint(port: 9200)
        .WithHttpHealthCheck("/_cluster/health")
        .WithDataDirectory("Storage__Directory");
    listings.WithReference(search);
    dataSync.WithReference(search);
    faults?.StandBetween(listings, search, "http");
}

// What the dashboard shows of the migration. It waits for none of them: it is there first, to receive what they send as they start.
dashboard.WithReference(monolith).WithReference(dataSync);
if (faults is not null)
{
    dashboard.WithReference(faults);
}

builder.Build().Run();
