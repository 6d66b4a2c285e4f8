namespace Migration.Dashboard.Migrating.Sources.Wire;

/// <summary>The answer of a request that is answered with no more than that it was done.</summary>
internal sealed class Nothing
{
    public static readonly Nothing Instance = new();

    private Nothing()
    {
    }
}
