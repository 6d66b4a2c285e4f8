using System.Text.Json;
using Migration.LoadGenerator;

LoadPlan plan;
try
{
    using var input = Console.OpenStandardInput();
    plan = await JsonSerializer.DeserializeAsync<LoadPlan>(input, LoadJson.Options) ?? throw new JsonException("it is empty");
}
catch (JsonException exception)
{
    await Console.Error.WriteLineAsync($"The plan on the standard input cannot be read: {exception.Message}");
    return 1;
}

if (plan.Problem() is { } problem)
{
    await Console.Error.WriteLineAsync($"The plan cannot be carried out: {problem}.");
    return 1;
}

// Whatever happens, it ends: a minute after the last request was due.
using var bound = new CancellationTokenSource(TimeSpan.FromSeconds(plan.LeadIn + plan.Seconds + 60));
using var http = new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = plan.Target, Timeout = TimeSpan.FromSeconds(10) };
var result = await new OpenLoad(plan, http, TimeProvider.System).RunAsync(bound.Token);
using var output = Console.OpenStandardOutput();
await JsonSerializer.SerializeAsync(output, result, LoadJson.Options);
return 0;
