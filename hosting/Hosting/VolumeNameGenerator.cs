using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

/// <summary>Makes names of volumes that differ between AppHosts and stay between runs.</summary>
public static class VolumeNameGenerator
{
    /// <summary>Makes the name <c>{apphost}-{hash of its path}-{resource}-{suffix}</c>.</summary>
    /// <typeparam name="T">The type of the resource.</typeparam>
    /// <param name="builder">The resource.</param>
    /// <param name="suffix">What the volume is for, such as <c>data</c>: letters, digits, <c>_</c>, <c>.</c> and <c>-</c>.</param>
    /// <returns>The name, in which everything but these characters is replaced by <c>_</c>.</returns>
    /// <exception cref="ArgumentException">The suffix has other characters.</exception>
    public static string Generate<T>(IResourceBuilder<T> builder, string suffix)
        where T : IResource
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(suffix);
        if (!suffix.All(IsAllowed))
        {
            throw new ArgumentException(
                $"The suffix '{suffix}' contains invalid characters. Only ASCII letters, digits, '_', '.' and '-' are allowed.", nameof(suffix));
        }

        var configuration = builder.ApplicationBuilder.Configuration;
        var name = string.Concat(builder.ApplicationBuilder.Environment.ApplicationName.Select(character =>
            IsAllowed(character) ? char.ToLowerInvariant(character) : '_'));
        var hash = configuration["AppHost:Sha256"]?[..10];
        return string.Join('-', new[] { name, hash, builder.Resource.Name, suffix }.Where(part => !string.IsNullOrEmpty(part)));
    }

    private static bool IsAllowed(char character) => char.IsAsciiLetterOrDigit(character) || character is '_' or '.' or '-';
}
