using System.Diagnostics.CodeAnalysis;

namespace Aspire.Hosting;

/// <summary>The rules for the address of an external service.</summary>
internal static class ExternalServiceAddress
{
    /// <summary>Says what is wrong with an address; null when nothing is.</summary>
    internal static string? FindProblem(Uri uri)
    {
        if (!uri.IsAbsoluteUri)
        {
            return $"The URI '{uri}' for the external service must be absolute, such as https://example.org/.";
        }

        if (uri.AbsolutePath is not "/")
        {
            return $"The URI '{uri}' for the external service must have the path '/'; put the path where the service is called.";
        }

        return string.IsNullOrEmpty(uri.Query + uri.Fragment)
            ? null
            : $"The URI '{uri}' for the external service must have neither query nor fragment.";
    }

    internal static bool TryParse(string? text, [NotNullWhen(true)] out Uri? uri, [NotNullWhen(false)] out string? problem)
    {
        problem = Uri.TryCreate(text, UriKind.Absolute, out uri)
            ? FindProblem(uri)
            : $"'{text}' is no absolute URI, such as https://example.org/.";
        return problem is null;
    }
}
