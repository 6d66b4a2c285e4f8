using Aspire.Hosting.ApplicationModel;

namespace Migration.Hosting.RunConsole;

/// <summary>An address of a resource.</summary>
/// <param name="Text">What is shown: the URL of something that a browser opens, host and port of anything else.</param>
/// <param name="Title">What the AppHost calls it; empty when it gave no name.</param>
/// <param name="Order">Higher ones are more important.</param>
/// <param name="IsPage">Whether a browser can open it.</param>
internal sealed record RunAddress(string Text, string Title, int Order, bool IsPage)
{
    public static RunAddress From(UrlSnapshot url)
    {
        var isPage = url.Url.StartsWith("http", StringComparison.OrdinalIgnoreCase);
        var text = !isPage && Uri.TryCreate(url.Url, UriKind.Absolute, out var uri) && uri.Port >= 0 ? $"{uri.Host}:{uri.Port}" : url.Url;
        return new RunAddress(text, url.DisplayProperties.DisplayName, url.DisplayProperties.SortOrder, isPage);
    }
}
