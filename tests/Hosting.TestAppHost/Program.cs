// An AppHost for the tests of Hosting.Testing. The setting Program makes it misbehave at a certain point.
var builder = DistributedApplication.CreateBuilder(args);
var way = builder.Configuration["Program"];
if (way is "throws")
{
    throw new InvalidDataException("The program has thrown.");
}

if (way is "never-builds")
{
    await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System);
}

var greeting = builder.AddParameter("greeting");
builder.AddConnectionString("outside", ReferenceExpression.Create($"Host={greeting}"));
var echo = builder.AddProject<Projects.Echo>("echo")
    .WithArgs("service", "plain")
    .WithHttpEndpoint(port: 18480, env: "PORT")
    .WithHttpHealthCheck();
builder.AddExecutable("idle", "sleep", ".", "4713").WaitFor(echo);

if (way is "ends-without-building")
{
    return 0;
}

var app = builder.Build();
if (way is "throws-after-building")
{
    throw new InvalidDataException("The program has thrown after building.");
}

if (way is "ends-without-starting")
{
    return 0;
}

await app.RunAsync();
return 0;
