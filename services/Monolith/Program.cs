using Microsoft.AspNetCore.Connections;
using Migration.Monolith;

try
{
    await using var app = MonolithApplication.Create(args);
    await app.RunAsync();
    return 0;
}
catch (StartupException refusal)
{
    await Console.Error.WriteLineAsync(refusal.Message);
    return 1;
}
catch (IOException bind) when (bind.InnerException is AddressInUseException)
{
    await Console.Error.WriteLineAsync($"{bind.Message} Stop what listens there, or give another address by ASPNETCORE_URLS.");
    return 1;
}
catch (OperationCanceledException)
{
    // Asked to stop while it was still starting: an unfinished seed has been rolled back, and there is nothing to drain.
    return 0;
}
