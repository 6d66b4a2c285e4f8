using Microsoft.AspNetCore.Components;

namespace Migration.Dashboard.Shell;

internal static class NavigationExtensions
{
    /// <summary>Writes a filter into the address, where it can be copied; null takes it out. It makes no step for the back button.</summary>
    public static void SetQuery(this NavigationManager navigation, params (string Name, object? Value)[] changes)
    {
        var address = navigation.GetUriWithQueryParameters(
            changes.ToDictionary(change => change.Name, change => change.Value, StringComparer.Ordinal));
        if (!string.Equals(address, navigation.Uri, StringComparison.Ordinal))
        {
            navigation.NavigateTo(address, replace: true);
        }
    }
}
