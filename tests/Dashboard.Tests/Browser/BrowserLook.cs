using Microsoft.Playwright;

namespace Migration.Dashboard.Tests.Browser;

/// <summary>The window and the theme of the person who looks.</summary>
internal sealed record BrowserLook(string Name, int Width, int Height, ColorScheme Scheme)
{
    public static readonly BrowserLook Light = new("light", 1440, 900, ColorScheme.Light);

    public static readonly BrowserLook Dark = new("dark", 1440, 900, ColorScheme.Dark);

    public static readonly BrowserLook Phone = new("phone", 390, 844, ColorScheme.Light);

    public static readonly BrowserLook DarkPhone = new("dark-phone", 390, 844, ColorScheme.Dark);
}
