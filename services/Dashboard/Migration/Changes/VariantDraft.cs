namespace Migration.Dashboard.Migrating.Changes;

/// <summary>A variant while somebody types it.</summary>
internal sealed class VariantDraft
{
    public string Name { get; set; } = "";

    public string Weight { get; set; } = "";

    /// <value>Empty leaves those whom it is dealt to where they go anyway.</value>
    public string Side { get; set; } = "";
}
