namespace Migration.Listings.Images;

/// <summary>Section <c>Images</c>: where uploaded files lie.</summary>
internal sealed class ImageOptions
{
    public const string Section = "Images";

    /// <summary>The folder, shared by all instances of the service; without it <c>Storage:Directory</c>, else a temp folder that ends with the process.</summary>
    public string? Directory { get; set; }

    /// <summary>What the url of an uploaded image begins with, before <c>/images/…</c>; empty for one that is relative to this service.</summary>
    public string PublicUrl { get; set; } = "";
}
