using System.IO.Compression;

namespace Migration.Hosting.Tests.Build;

/// <summary>A NuGet package made on the spot: a zip with a nuspec and the given files.</summary>
internal sealed class StubPackage(string id, string version)
{
    private readonly Dictionary<string, byte[]> _files = new(StringComparer.Ordinal);

    public StubPackage WithText(string path, string content) => WithBytes(path, System.Text.Encoding.UTF8.GetBytes(content));

    public StubPackage WithFile(string path, string source) => WithBytes(path, File.ReadAllBytes(source));

    public void SaveTo(string feed)
    {
        Directory.CreateDirectory(feed);
        using var archive = ZipFile.Open(Path.Combine(feed, $"{id}.{version}.nupkg"), ZipArchiveMode.Create);
        WithText($"{id}.nuspec", $"""
            <?xml version="1.0"?>
            <package xmlns="http://schemas.microsoft.com/packaging/2013/05/nuspec.xsd">
              <metadata>
                <id>{id}</id><version>{version}</version><authors>test</authors><description>Stands in for {id}.</description>
              </metadata>
            </package>
            """);
        foreach (var (path, content) in _files)
        {
            using var entry = archive.CreateEntry(path).Open();
            entry.Write(content);
        }
    }

    private StubPackage WithBytes(string path, byte[] content)
    {
        _files[path] = content;
        return this;
    }
}
