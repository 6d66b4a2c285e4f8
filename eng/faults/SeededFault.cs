namespace Migration;

/// <summary>Which seeded fault is switched on; compiled in with <c>-p:Faults=true</c> alone, where the woven sources ask for it.</summary>
internal static class SeededFault
{
    private static readonly string? Chosen = System.Environment.GetEnvironmentVariable("Seeded__Fault");

    public static bool Is(string name) => string.Equals(Chosen, name, System.StringComparison.Ordinal);
}
