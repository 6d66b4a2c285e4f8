using System.Net;
using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Migration.Otlp;
using Migration.Otlp.Archiving;
using Migration.Otlp.Records;
using Migration.Otlp.Storage;

namespace Migration.TestSupport.Telemetry;

/// <summary>
/// Receives, in the test's own process, what the services under test send by OTLP. Ask <see cref="Store"/>; the waits are in
/// Migration.Otlp.Querying.
/// </summary>
public sealed class TelemetryHost : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ActivityRecorder _recorder;

    private TelemetryHost(WebApplication app)
    {
        _app = app;
        var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Select(address => new Uri(address)).ToArray();
        GrpcAddress = addresses[0];
        HttpAddress = addresses[1];
        _recorder = new ActivityRecorder(Store);
    }

    /// <summary>OTLP/gRPC: what goes into OTEL_EXPORTER_OTLP_ENDPOINT.</summary>
    public Uri GrpcAddress { get; }

    /// <summary>OTLP/HTTP, without the path of a signal.</summary>
    public Uri HttpAddress { get; }

    public TelemetryStore Store => _app.Services.GetRequiredService<TelemetryStore>();

    /// <param name="grpcPort">Where services send to already; 0 for a free port.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    public static async Task<TelemetryHost> StartAsync(int grpcPort = 0, CancellationToken cancellationToken = default)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddRouting();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, grpcPort, listen => listen.Protocols = HttpProtocols.Http2);
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http1);
        });
        builder.Services.AddOtlpReceiver();
        builder.Services.AddSingleton(new TelemetryArchive());
        var app = builder.Build();
        app.MapOtlpReceiver();
        try
        {
            await app.StartAsync(cancellationToken);
            return new TelemetryHost(app);
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
    }

    /// <summary>
    /// Begins a trace whose first span is the test's own. Requests made until it is disposed belong to it; what runs beside, such as
    /// health probes, does not.
    /// </summary>
    public TestTrace StartTrace(string name) => _recorder.Start(name);

    /// <summary>The trace's spans that have arrived, null if none has.</summary>
    public Trace? Find(TestTrace trace) => Store.GetTrace(trace.TraceId);

    /// <summary>Leaves what has arrived with the test's results, to be opened by the dashboard.</summary>
    /// <returns>The file; null if nothing has arrived.</returns>
    public async Task<string?> SaveAsync(CancellationToken cancellationToken = default)
    {
        var archive = _app.Services.GetRequiredService<TelemetryArchive>();
        if (archive.IsEmpty)
        {
            return null;
        }

        var file = ResultsFolder.Find($"{Assembly.GetEntryAssembly()?.GetName().Name ?? "tests"}.telemetry.otlp");
        await archive.WriteAsync(file, cancellationToken);
        return file;
    }

    public async ValueTask DisposeAsync()
    {
        _recorder.Dispose();
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
    }
}
