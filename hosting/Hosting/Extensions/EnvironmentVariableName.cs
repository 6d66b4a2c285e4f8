namespace Aspire.Hosting;

/// <summary>Makes names of environment variables of names of resources, endpoints and properties.</summary>
internal static class EnvironmentVariableName
{
    /// <summary>Upper case, everything but ASCII letters and digits replaced by <c>_</c>; one more in front of a leading digit.</summary>
    internal static string Encode(string name)
    {
        var encoded = string.Concat(name.Select(character => char.IsAsciiLetterOrDigit(character) ? char.ToUpperInvariant(character) : '_'));
        return encoded.Length > 0 && char.IsAsciiDigit(encoded[0]) ? "_" + encoded : encoded;
    }
}
