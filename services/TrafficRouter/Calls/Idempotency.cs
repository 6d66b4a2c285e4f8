namespace Migration.TrafficRouter.Calls;

/// <summary>Whether an operation may be done twice.</summary>
public enum Idempotency
{
    /// <summary>A read: repeated, fallen back and shadowed freely.</summary>
    Safe,

    /// <summary>A write that is done once for each Idempotency-Key: repeated on the same side if it carries one.</summary>
    Keyed,

    /// <summary>A write that is never repeated.</summary>
    Never,
}
