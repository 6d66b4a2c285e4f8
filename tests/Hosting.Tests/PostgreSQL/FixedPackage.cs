using Migration.Hosting.PostgreSQL;

namespace Migration.Hosting.Tests.PostgreSQL;

/// <summary>A package source that has what it is given.</summary>
internal sealed class FixedPackage(string directory) : IPackageSource
{
    public string Description => "the package";

    public int? Major => PackagePin.Major;

    public Task<BinaryCheck> GetAsync(CancellationToken cancellationToken) =>
        Task.FromResult(BinaryCheck.Usable(new PostgresBinaries(directory, new PostgresVersion(PackagePin.Major, 10, "17.10"))));
}
