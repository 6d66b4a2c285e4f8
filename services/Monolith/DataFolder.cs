namespace Migration.Monolith;

/// <summary>
/// Where the service keeps its files: images and keys each in a folder of its own below <c>Storage:Directory</c>. Without
/// that setting, as in a start by hand, below the user's local data.
/// </summary>
internal static class DataFolder
{
    public static string Below(IConfiguration configuration, string name)
        => Path.GetFullPath(Path.Combine(configuration["Storage:Directory"] is { Length: > 0 } directory ? directory : ByHand(), name));

    private static string ByHand()
    {
        var local = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
        return Path.Combine(local, "migration", "monolith");
    }
}
