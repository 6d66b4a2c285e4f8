namespace Aspire.Hosting;

/// <summary>The parts of the name of an image, such as <c>registry.example/team/app:1.2@sha256:…</c>.</summary>
internal readonly record struct ContainerImageName(string? Registry, string Image, string? Tag, string? Digest)
{
    private const string DigestMark = "@sha256:";

    internal static ContainerImageName Parse(string name)
    {
        var mark = name.IndexOf(DigestMark, StringComparison.Ordinal);
        var digest = mark < 0 ? null : name[(mark + DigestMark.Length)..];
        var rest = mark < 0 ? name : name[..mark];
        var colon = rest.LastIndexOf(':');
        var tag = colon > rest.LastIndexOf('/') ? rest[(colon + 1)..] : null;
        rest = tag is null ? rest : rest[..colon];
        var slash = rest.IndexOf('/', StringComparison.Ordinal);
        var first = slash < 0 ? string.Empty : rest[..slash];

        // As container engines tell them apart: a registry has a dot or a port, or is this machine.
        var isRegistry = first is "localhost" || first.AsSpan().IndexOfAny('.', ':') >= 0;
        return isRegistry
            ? new ContainerImageName(first, rest[(slash + 1)..], tag, digest)
            : new ContainerImageName(Registry: null, rest, tag, digest);
    }
}
