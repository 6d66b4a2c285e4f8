using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Migration.TestSupport.Environments;
using Migration.Verdict.Model;

namespace Migration.Verdict.Running;

/// <summary>The one environment that all suites use, started here, with a proxy on every road so that it can be disturbed.</summary>
internal sealed class StartedEnvironment : IAsyncDisposable
{
    private readonly ReservedPort _telemetry;
    private readonly MigrationEnvironment _environment;
    private readonly ControlServer _control;
    private readonly string _storage;

    private StartedEnvironment(ReservedPort telemetry, MigrationEnvironment environment, Intermission intermission, ControlServer control, string storage)
        => (_telemetry, _environment, Intermission, _control, _storage) = (telemetry, environment, intermission, control, storage);

    /// <summary>For a suite that only waits, and another that uses that time.</summary>
    public Intermission Intermission { get; }

    public EnvironmentTarget Target => new()
    {
        Addresses = _environment.Addresses,
        Telemetry = _telemetry.Address,
        Control = _control.Address,
    };

    /// <exception cref="NoVerdictException">It did not come up.</exception>
    public static async Task<StartedEnvironment> StartAsync(Action<string> say, CancellationToken cancellationToken)
    {
        var telemetry = new ReservedPort();
        var storage = Directory.CreateTempSubdirectory("verdict-").FullName;
        MigrationEnvironment? environment = null;
        try
        {
            var options = new MigrationEnvironmentOptions
            {
                Arguments = ["--Faults=true"],
                Configure = builder =>
                {
                    // What the resources write goes into files: see WriteLogs.
                    builder.Services.AddLogging(logging => logging.ClearProviders());
                    MoreMonoliths.AddTo(builder, storage);
                },
                TelemetryAddress = telemetry.Address,
                Say = say,
            };
            environment = await MigrationEnvironment.StartAsync(options, cancellationToken);
            var intermission = new Intermission();
            var control = await ControlServer.StartAsync(environment.Resources, intermission, cancellationToken);
            return new StartedEnvironment(telemetry, environment, intermission, control, storage);
        }
        catch (Exception exception)
        {
            if (environment is not null)
            {
                await environment.DisposeAsync();
            }

            telemetry.Dispose();
            Directory.Delete(storage, recursive: true);
            if (exception is EnvironmentStartException or TimeoutException)
            {
                throw new NoVerdictException($"There is no environment to judge. {exception.Message}", exception);
            }

            throw;
        }
    }

    /// <summary>What the resources wrote, for whoever reads the report.</summary>
    public void WriteLogs(string folder)
    {
        foreach (var resource in _environment.Logs.Resources)
        {
            var lines = _environment.Logs.Lines(resource);
            if (lines.Count > 0)
            {
                File.WriteAllLines(Path.Combine(folder, $"{resource}.log"), lines.Select(line => line.ToString()));
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _control.DisposeAsync();
        await _environment.DisposeAsync();
        _telemetry.Dispose();
        Directory.Delete(_storage, recursive: true);
    }
}
