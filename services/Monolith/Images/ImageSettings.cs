namespace Migration.Monolith.Images;

/// <summary>Where the bytes of images lie: <c>images</c> in the data folder.</summary>
internal sealed record ImageSettings(string Directory)
{
    public const int MaxFiles = 10;
    public const int MaxFileBytes = 10 * 1024 * 1024;
    public const int MaxBatchBytes = 50 * 1024 * 1024;

    public static ImageSettings Read(IConfiguration configuration)
        => new(DataFolder.Below(configuration, "images"));
}
