namespace Migration.Monolith.Problems;

/// <summary>A field of a request that may be absent, which is not the same as being null.</summary>
internal readonly record struct Optional<T>(bool IsSet, T? Value)
{
    public static implicit operator Optional<T>(T? value) => new(true, value);
}
