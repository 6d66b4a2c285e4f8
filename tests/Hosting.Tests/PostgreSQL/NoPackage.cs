using Migration.Hosting.PostgreSQL;

namespace Migration.Hosting.Tests.PostgreSQL;

/// <summary>A package source that has nothing, and remembers that it was asked.</summary>
internal sealed class NoPackage : IPackageSource
{
    public bool WasAsked { get; private set; }

    public string Description => "the package";

    public int? Major => PackagePin.Major;

    public Task<BinaryCheck> GetAsync(CancellationToken cancellationToken)
    {
        WasAsked = true;
        return Task.FromResult(BinaryCheck.Refused("/nowhere", "there is none"));
    }
}
