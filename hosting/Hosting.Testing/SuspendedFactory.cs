using Aspire.Hosting;
using Aspire.Hosting.Testing;
using Microsoft.Extensions.Hosting;

namespace Migration.Hosting.Testing;

/// <summary>Holds the program of an AppHost where it builds its application, so that a test can change what is built.</summary>
internal sealed class SuspendedFactory(
    Type entryPoint, string[] args, Action<DistributedApplicationOptions, HostApplicationBuilderSettings> configureBuilder)
    : DistributedApplicationFactory(entryPoint, args)
{
    private readonly Gate _mayBuild = new();

    public async Task<IDistributedApplicationTestingBuilder> CreateBuilderAsync(CancellationToken cancellationToken) =>
        new SuspendedBuilder(this, await Run.GetBuilderAsync(cancellationToken).ConfigureAwait(false));

    public async Task<DistributedApplication> BuildAsync(CancellationToken cancellationToken)
    {
        _mayBuild.Open();
        return new TestApplication(await Run.GetApplicationAsync(cancellationToken).ConfigureAwait(false), this);
    }

    public override async ValueTask DisposeAsync()
    {
        _mayBuild.Abandon();
        await base.DisposeAsync().ConfigureAwait(false);
    }

    protected override void OnBuilderCreating(DistributedApplicationOptions applicationOptions, HostApplicationBuilderSettings hostOptions) =>
        configureBuilder(applicationOptions, hostOptions);

    protected override void OnBuilding(DistributedApplicationBuilder applicationBuilder) => _mayBuild.Pass();
}
