using System.Security.Cryptography;
using Aspire.Hosting.ApplicationModel;
using Migration.Hosting.Runtime;

namespace Migration.Hosting.PostgreSQL;

/// <summary>Turns a PostgreSQL server of the model into a native process.</summary>
internal sealed class PostgresLauncher(PostgresServerResource resource, NativeServers servers) : IResourceLauncher
{
    // The container image reads these; the native server is told otherwise, and the password is not to be seen in its environment.
    private const string ImageVariablePrefix = "POSTGRES_";

    private const string OpenTemporaryFolder = "/tmp";

    private string? _throwAwayFolder;

    public async Task<ProcessLaunch> PrepareAsync(ResourceLaunchContext context)
    {
        try
        {
            if (OperatingSystem.IsWindows())
            {
                throw new PostgresStartException(
                    "Native PostgreSQL servers run on Linux and macOS.", "Run the AppHost in WSL, or use AddConnectionString with a server of your own.");
            }

            var server = servers.Get(resource, context);
            var launch = await server.PrepareAsync(await CreateRequestAsync(context), context.CancellationToken);
            return launch with { Environment = WithoutImageVariables(launch.Environment, context.Environment) };
        }
        catch (PostgresStartException failure)
        {
            throw new ResourceStartException(resource.Name, failure.Cause, failure.Cure, lastLogLines: null, failure);
        }
    }

    private static Dictionary<string, string?> WithoutImageVariables(
        IReadOnlyDictionary<string, string?> environment, IReadOnlyDictionary<string, string> model)
    {
        var all = new Dictionary<string, string?>(environment, StringComparer.Ordinal);
        foreach (var name in model.Keys.Where(name => name.StartsWith(ImageVariablePrefix, StringComparison.Ordinal)))
        {
            all[name] = null;
        }

        return all;
    }

    private async Task<ServerRequest> CreateRequestAsync(ResourceLaunchContext context)
    {
        var kept = DataMount.FindFolder(resource, context.Paths);
        return new ServerRequest
        {
            Name = resource.Name,
            Folder = kept ?? GetThrowAwayFolder(context),
            IsKept = kept is not null,
            Port = resource.PrimaryEndpoint.Port,
            UserName = await resource.UserNameReference.GetValueAsync(context.CancellationToken) ?? string.Empty,
            Password = await resource.PasswordParameter.GetValueAsync(context.CancellationToken) ?? string.Empty,
            IsDurable = !context.Paths.IsThrowAway || servers.Settings.Durable,
            InitFiles = resource.Annotations.OfType<InitFilesAnnotation>().LastOrDefault()?.Path,
            Arguments = context.Arguments,
        };
    }

    // The same folder for every start of one run: a restart, or the server's death, must not lose what was acknowledged.
    private string GetThrowAwayFolder(ResourceLaunchContext context)
    {
        if (_throwAwayFolder is null)
        {
            var parent = context.Paths.TemporaryDirectory;
            _throwAwayFolder = servers.User.IsSwitched && Folders.FirstClosed(parent) is not null
                ? Path.Combine(OpenTemporaryFolder, $"migration-{resource.Name}-{RandomNumberGenerator.GetHexString(16, lowercase: true)}")
                : Path.Combine(parent, $"{resource.Name}-data");
        }

        return _throwAwayFolder;
    }
}
