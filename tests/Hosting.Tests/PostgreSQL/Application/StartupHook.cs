#pragma warning disable MA0047, CA1050, VSTHRD002 // The runtime looks for a class of just this name, in no namespace, when DOTNET_STARTUP_HOOKS names the assembly, and waits for its end.

using Migration.Hosting.Tests.PostgreSQL;

/// <summary>Makes this assembly's program an AppHost when a test asks for one: a host that can be killed needs a process of its own.</summary>
internal static class StartupHook
{
    public static void Initialize()
    {
        if (Environment.GetEnvironmentVariable(PostgresHost.RoleVariable) is not null)
        {
            PostgresHost.RunAsync().GetAwaiter().GetResult();
            Environment.Exit(0);
        }
    }
}
